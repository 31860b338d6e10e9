package dev.easel.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

@Tag("slow")
class DatabaseTest {
    private static StorageSettings at(String url) {
        return TestDatabase.settings(Path.of("unused"), Optional.of(url));
    }

    @Test
    void theEmbeddedDatabaseMakesItsFolderForItsOwnerAlone(@TempDir Path folder)
            throws IOException {
        var data = folder.resolve("some/data");

        Database.open(TestDatabase.settings(data, Optional.of(" "))).close();

        var made = data.resolve("database");
        assertThat(made.resolve("easel.mv.db")).exists();
        if (Files.getFileStore(made).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamedInOneLine(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() ->
                        Database.open(
                                TestDatabase.settings(folder.resolve("file"), Optional.empty())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "The folder of the database, %s, cannot be made"
                                .formatted(folder.resolve("file/database")));
    }

    /** The hook is H2's own affair: another H2 may have none. */
    @Test
    void anH2WithoutItsHookIsUsedAllTheSame() {
        assertThatCode(() -> EmbeddedDatabase.closeOnlyWhenAsked("org.h2.engine.NoSuchHook"))
                .doesNotThrowAnyException();
        assertThatCode(() -> EmbeddedDatabase.closeOnlyWhenAsked("java.lang.String"))
                .doesNotThrowAnyException();
    }

    @Test
    void aFileThatIsNoDatabaseIsNamedInOneLine(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("database"));
        var file = folder.resolve("database/easel.mv.db");
        Files.write(file, new byte[100_000]);

        assertThatThrownBy(() -> Database.open(TestDatabase.settings(folder, Optional.empty())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The database %s cannot be opened: ".formatted(file))
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://u:geheim@host/name",
                "mysql://u:geheim@host/name",
                "postgresql:geheim",
                "postgresql://u:geheim@ho st/name",
                "jdbc:h2:mem:geheim"
            })
    void anotherDatabaseIsRefusedWithoutShowingItsPassword(String url) {
        assertThatThrownBy(() -> Database.open(at(url)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("database-url must be jdbc:postgresql://host:port/name or")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamedWithoutItsPassword() {
        assertThatThrownBy(() -> Database.open(at("postgresql://u:geheim@127.0.0.1:1/name")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "The database postgresql://127.0.0.1:1/name cannot be opened: ")
                .hasMessageNotContaining("geheim")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aUrlMayHoldUserAndPassword() {
        var address =
                DatabaseAddress.postgres(
                        "postgres://me:a%40b+c@host:5433/name?ssl=true",
                        at("postgres://me:a%40b+c@host:5433/name"));

        assertThat(address.url()).isEqualTo("jdbc:postgresql://host:5433/name?ssl=true");
        assertThat(address.user()).contains("me");
        assertThat(address.password()).contains("a@b+c");
        assertThat(address.shown()).isEqualTo("postgresql://host:5433/name");
    }

    @Test
    void userAndPasswordOfTheSettingsStandAboveThoseOfTheUrl() {
        var settings =
                new StorageSettings(
                        Path.of("unused"), Optional.empty(), Optional.of("a"), Optional.of("b"), 1);

        var address = DatabaseAddress.postgres("jdbc:postgresql://u:p@host/name", settings);

        assertThat(address.url()).isEqualTo("jdbc:postgresql://host/name");
        assertThat(address.user()).contains("a");
        assertThat(address.password()).contains("b");
    }

    @ParameterizedTest
    @EnumSource
    void tablesAreMadeOnce(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            insert(database, "anna");

            database.migrate();

            assertThat(users(database)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsIsTakenBackAsAWhole(TestDatabase.Kind kind) {
        try (var database = kind.open()) {
            var transactions = database.transactions();

            assertThatThrownBy(() ->
                            transactions.run(() -> {
                                transactions.run(() -> insert(database, "anna"));
                                throw new IllegalStateException("no");
                            }))
                    .hasMessage("no");

            assertThat(users(database)).isZero();
        }
    }

    private static void insert(TestDatabase database, String name) {
        database.client()
                .sql("insert into users (name, unlimited) values (?, true)")
                .param(name)
                .update();
    }

    private static long users(TestDatabase database) {
        return database.client().sql("select count(*) from users").query(Long.class).single();
    }
}
