package dev.easel.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

class UserFoldersTest {
    @TempDir private Path home = Path.of("");

    @Test
    void eachSystemHasItsOwnFolders() {
        var linux = UserFolders.of(system("Linux"), Map.of());
        assertThat(linux.data()).isEqualTo(home.resolve(".local/share/easel"));
        assertThat(linux.cache()).isEqualTo(home.resolve(".cache/easel"));

        var mac = UserFolders.of(system("Mac OS X"), Map.of());
        assertThat(mac.data()).isEqualTo(home.resolve("Library/Application Support/easel"));
        assertThat(mac.cache()).isEqualTo(home.resolve("Library/Caches/easel"));

        var local = home.resolve("local");
        var windows =
                UserFolders.of(system("Windows 11"), Map.of("LOCALAPPDATA", local.toString()));
        assertThat(windows.data()).isEqualTo(local.resolve("easel"));
        assertThat(windows.cache()).isEqualTo(local.resolve("easel/cache"));
    }

    @Test
    void windowsWithoutItsVariableUsesTheHomeFolder() {
        var windows = UserFolders.of(system("Windows 11"), Map.of());

        assertThat(windows.data()).isEqualTo(home.resolve("AppData/Local/easel"));
        assertThat(windows.cache()).isEqualTo(home.resolve("AppData/Local/easel/cache"));
    }

    @Test
    void homeGoesBeforeTheUsersListedHome() {
        var other = home.resolve("other");
        var folders = UserFolders.of(system("Linux"), Map.of("HOME", other.toString()));

        assertThat(folders.data()).isEqualTo(other.resolve(".local/share/easel"));
        assertThat(folders.cache()).isEqualTo(other.resolve(".cache/easel"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Linux", "Mac OS X", "Windows 11"})
    void foldersOfXdgGoBeforeTheSystems(String system) {
        var environment =
                Map.of(
                        "XDG_DATA_HOME", home.resolve("data").toString(),
                        "XDG_CACHE_HOME", home.resolve("cache").toString(),
                        "LOCALAPPDATA", home.resolve("local").toString());
        var folders = UserFolders.of(system(system), environment);

        assertThat(folders.data()).isEqualTo(home.resolve("data/easel"));
        assertThat(folders.cache()).isEqualTo(home.resolve("cache/easel"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "relative", "./here"})
    void pathsThatAreNotAbsoluteAreIgnored(String path) {
        var environment = Map.of("XDG_DATA_HOME", path, "XDG_CACHE_HOME", path, "HOME", path);
        var folders = UserFolders.of(system("Linux"), environment);

        assertThat(folders.data()).isEqualTo(home.resolve(".local/share/easel"));
        assertThat(folders.cache()).isEqualTo(home.resolve(".cache/easel"));
    }

    @Test
    void thePropertyGoesBeforeTheVariableAndBothBeforeXdg() {
        var properties = system("Linux");
        var environment =
                Map.of(
                        "EASEL_CACHE", home.resolve("variable").toString(),
                        "XDG_CACHE_HOME", home.resolve("xdg").toString());

        var folders = UserFolders.of(properties, environment);
        assertThat(folders.cache()).isEqualTo(home.resolve("variable"));
        properties.setProperty("easel.cache", home.resolve("property").toString());
        assertThat(folders.cache()).isEqualTo(home.resolve("property"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?"})
    void aMissingHomeIsOneSentenceAndTheCacheIsAbsent(String noHome) {
        var properties = system("Linux");
        properties.setProperty("user.home", noHome);
        var folders = UserFolders.of(properties, Map.of());

        assertThat(folders.findCache()).isEmpty();
        assertThatThrownBy(folders::cache)
                .hasMessage("this user has no home folder for caches; set HOME or EASEL_CACHE");
        assertThatThrownBy(folders::data)
                .hasMessage("this user has no home folder for data; set HOME or XDG_DATA_HOME");
    }

    private Properties system(String name) {
        var properties = new Properties();
        properties.setProperty("os.name", name);
        properties.setProperty("user.home", home.toString());
        return properties;
    }
}
