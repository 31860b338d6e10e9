package dev.easel.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

class CacheFolderTest {
    @TempDir Path home;

    @Test
    void thePropertyWinsOverTheVariableAndBothOverTheSystem() {
        var properties = system("Linux");
        var environment =
                Map.of(
                        "EASEL_CACHE", home.resolve("variable").toString(),
                        "XDG_CACHE_HOME", home.resolve("xdg").toString());

        assertThat(CacheFolder.of(properties, environment)).isEqualTo(home.resolve("variable"));
        properties.setProperty("easel.cache", home.resolve("property").toString());
        assertThat(CacheFolder.of(properties, environment)).isEqualTo(home.resolve("property"));
    }

    @Test
    void eachSystemHasItsOwnPlace() {
        assertThat(CacheFolder.of(system("Linux"), Map.of()))
                .isEqualTo(home.resolve(".cache/easel"));
        assertThat(CacheFolder.of(system("Mac OS X"), Map.of()))
                .isEqualTo(home.resolve("Library/Caches/easel"));
        var local = home.resolve("AppData/Local");
        assertThat(CacheFolder.of(system("Windows 11"), Map.of("LOCALAPPDATA", local.toString())))
                .isEqualTo(local.resolve("easel/cache"));
    }

    @Test
    void theBaseDirectoryOfXdgIsFollowedUnlessItIsRelativeOrEmpty() {
        var xdg = home.resolve("xdg");
        assertThat(CacheFolder.of(system("Linux"), Map.of("XDG_CACHE_HOME", xdg.toString())))
                .isEqualTo(xdg.resolve("easel"));
        for (var ignored : new String[] {"", "relative"}) {
            assertThat(CacheFolder.of(system("Linux"), Map.of("XDG_CACHE_HOME", ignored)))
                    .isEqualTo(home.resolve(".cache/easel"));
        }
    }

    @Test
    void aUserWithoutAHomeIsToldWhatToSet() {
        var properties = system("Linux");
        properties.setProperty("user.home", "?");

        assertThatThrownBy(() -> CacheFolder.of(properties, Map.of()))
                .hasMessageContaining("EASEL_CACHE");
    }

    private Properties system(String name) {
        var properties = new Properties();
        properties.setProperty("os.name", name);
        properties.setProperty("user.home", home.toString());
        return properties;
    }
}
