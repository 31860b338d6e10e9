package dev.easel.catalog;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Where this user's files are: in the folders that the XDG base directory specification's variables
 * name, else where the operating system wants them. The folders need not exist.
 */
public final class UserFolders {
    private static final String NAME = "easel";

    private final Properties properties;
    private final Map<String, String> environment;

    private UserFolders(Properties properties, Map<String, String> environment) {
        this.properties = properties;
        this.environment = Map.copyOf(environment);
    }

    /** {@return the folders of the user of this process} */
    public static UserFolders ofProcess() {
        return of(System.getenv());
    }

    /**
     * {@return the folders under a process's variables}
     *
     * @param environment EASEL_CACHE, XDG_CACHE_HOME, XDG_DATA_HOME, LOCALAPPDATA and HOME are read
     */
    public static UserFolders of(Map<String, String> environment) {
        return of(System.getProperties(), environment);
    }

    static UserFolders of(Properties properties, Map<String, String> environment) {
        return new UserFolders(properties, environment);
    }

    /**
     * {@return the folder for what must be kept, below XDG_DATA_HOME where that is an absolute
     * path}
     *
     * @throws IllegalStateException where the user has no home folder
     */
    public Path data() {
        return absolute("XDG_DATA_HOME")
                .map(xdg -> xdg.resolve(NAME))
                .or(() -> inHome("Library/Application Support/easel", ".local/share/easel", NAME))
                .orElseThrow(() -> homeless("data; set HOME or XDG_DATA_HOME"));
    }

    /**
     * {@return the folder for what can be made again} It is the one that property {@code
     * easel.cache} or variable EASEL_CACHE names, else it is below XDG_CACHE_HOME where that is an
     * absolute path.
     *
     * @throws IllegalStateException where nothing names a cache and the user has no home folder
     */
    public Path cache() {
        return findCache().orElseThrow(() -> homeless("caches; set HOME or EASEL_CACHE"));
    }

    /** {@return the folder of {@link #cache}, absent where that would throw} */
    public Optional<Path> findCache() {
        var chosen = Optional.ofNullable(properties.getProperty("easel.cache"));
        return chosen.or(() -> variable("EASEL_CACHE"))
                .filter(path -> !path.isBlank())
                .map(path -> Path.of(path).toAbsolutePath())
                .or(() -> absolute("XDG_CACHE_HOME").map(xdg -> xdg.resolve(NAME)))
                .or(() -> inHome("Library/Caches/easel", ".cache/easel", "easel/cache"));
    }

    /** What lies below the home folder, or on Windows below that for an application's files. */
    private Optional<Path> inHome(String onMac, String onLinux, String onWindows) {
        String system = properties.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return absolute("LOCALAPPDATA")
                    .or(() -> home().map(home -> home.resolve("AppData/Local")))
                    .map(local -> local.resolve(onWindows));
        }
        return home().map(home -> home.resolve(system.startsWith("mac") ? onMac : onLinux));
    }

    /** HOME goes first: {@code sudo} and containers set it, while Java asks the list of users. */
    private Optional<Path> home() {
        return Stream.of(variable("HOME"), Optional.of(properties.getProperty("user.home", "")))
                .flatMap(Optional::stream)
                .flatMap(path -> absolutePath(path).stream())
                .findFirst();
    }

    private Optional<Path> absolute(String variable) {
        return variable(variable).flatMap(UserFolders::absolutePath);
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    /** The XDG base directory specification: a relative path is to be ignored. */
    private static Optional<Path> absolutePath(String path) {
        try {
            return Optional.of(Path.of(path)).filter(Path::isAbsolute);
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static IllegalStateException homeless(String folderAndRemedy) {
        return new IllegalStateException("this user has no home folder for " + folderAndRemedy);
    }
}
