package dev.easel.catalog;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where the operating system wants programs to keep their data. */
public final class DataFolder {
    private DataFolder() {}

    /**
     * {@return easel's own folder there}
     *
     * @param environment XDG_DATA_HOME (XDG base directory specification) and LOCALAPPDATA are read
     */
    public static Path usual(Map<String, String> environment) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Path home = Path.of(System.getProperty("user.home", ""));
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        if (system.startsWith("windows")) {
            return Optional.ofNullable(environment.get("LOCALAPPDATA"))
                    .map(Path::of)
                    .orElse(home)
                    .resolve("easel");
        }
        if (system.startsWith("mac") && xdg.isEmpty()) {
            return home.resolve("Library/Application Support/easel");
        }
        // The XDG base directory specification: a relative path is to be passed over.
        Path data = xdg.startsWith("/") ? Path.of(xdg) : home.resolve(".local/share");
        return data.resolve("easel");
    }
}
