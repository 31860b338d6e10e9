package dev.easel.cache;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Where this user's caches are, by the habits of the operating system. */
public final class CacheFolder {
    private CacheFolder() {}

    /** {@return the folder, which need not exist} */
    public static Path ofUser() {
        return of(System.getProperties(), System.getenv());
    }

    /** The folder of property {@code easel.cache} or variable EASEL_CACHE, else the system's. */
    static Path of(Properties properties, Map<String, String> environment) {
        var chosen = properties.getProperty("easel.cache", environment.get("EASEL_CACHE"));
        if (isSet(chosen)) {
            return Path.of(chosen).toAbsolutePath();
        }
        var xdg = environment.get("XDG_CACHE_HOME");
        // The XDG base directory specification: a relative path is to be passed over.
        if (isSet(xdg) && Path.of(xdg).isAbsolute()) {
            return Path.of(xdg, "easel");
        }
        return ofSystem(properties, environment);
    }

    private static Path ofSystem(Properties properties, Map<String, String> environment) {
        var system = properties.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        var local = environment.get("LOCALAPPDATA");
        if (system.startsWith("windows") && isSet(local)) {
            return Path.of(local, "easel", "cache");
        }
        var home = Path.of(properties.getProperty("user.home", ""));
        if (!home.isAbsolute()) {
            throw new IllegalStateException(
                    "this user has no home folder for the cache: set EASEL_CACHE to a folder");
        }
        return system.startsWith("mac")
                ? home.resolve("Library/Caches/easel")
                : home.resolve(".cache/easel");
    }

    private static boolean isSet(@Nullable String value) {
        return value != null && !value.isBlank();
    }
}
