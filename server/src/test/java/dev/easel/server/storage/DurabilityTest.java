package dev.easel.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What another process has committed, and what it leaves behind when it is killed. */
@Tag("slow")
class DurabilityTest {
    /** Commits users without end, and prints each name once its commit has returned. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            var settings = TestDatabase.settings(Path.of(arguments[0]), Optional.empty());
            try (var source = Database.open(settings)) {
                Database.migrate(source);
                var client = JdbcClient.create(source);
                var transactions = Transactions.of(source);
                Runtime.getRuntime()
                        .addShutdownHook(
                                new Thread(() -> last(client, transactions, arguments[1])));
                for (int i = 0; ; i++) {
                    var name = arguments[1] + i;
                    transactions.run(() -> insert(client, name));
                    System.out.println(name);
                }
            }
        }
    }

    /** What a server does that ends its jobs in order. */
    private static void last(JdbcClient client, Transactions transactions, String prefix) {
        for (int i = 0; i < 100; i++) {
            var name = prefix + "last" + i;
            transactions.run(() -> insert(client, name));
        }
        System.out.println(prefix + "last");
    }

    private static void insert(JdbcClient client, String name) {
        client.sql("insert into users (name, unlimited) values (?, true)").param(name).update();
    }

    /** That of the tests, also where a launcher has loaded them by a loader of its own. */
    private static String classPath() {
        return DurabilityTest.class.getClassLoader() instanceof URLClassLoader loader
                ? Stream.of(loader.getURLs())
                        .map(URL::getPath)
                        .collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    private static Process writer(Path folder, String prefix) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        Writer.class.getName(),
                        folder.toString(),
                        prefix)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<String> read(BufferedReader reader, int atLeast) throws IOException {
        var lines = new ArrayList<String>();
        for (var line = reader.readLine();
                line != null;
                line = lines.size() < atLeast ? reader.readLine() : null) {
            lines.add(line);
        }
        return lines;
    }

    @Test
    void whatWasCommittedIsThereAfterAKill(@TempDir Path folder) throws Exception {
        var writer = writer(folder, "user");
        List<String> committed;
        try (var output = writer.inputReader()) {
            committed = read(output, 50);
            // through its handle, for what it has printed to stay readable
            writer.toHandle().destroyForcibly();
            committed.addAll(read(output, Integer.MAX_VALUE));
        }

        assertThat(committed).hasSizeGreaterThanOrEqualTo(50);
        assertThat(users(folder)).containsAll(committed);
    }

    @Test
    void whoIsAskedToEndCanStillCommit(@TempDir Path folder) throws Exception {
        var writer = writer(folder, "user");
        List<String> printed;
        try (var output = writer.inputReader()) {
            printed = read(output, 50);
            writer.toHandle().destroy();
            printed.addAll(read(output, Integer.MAX_VALUE));
        }

        assertThat(printed).contains("userlast");
        assertThat(users(folder)).contains("userlast0", "userlast99");
    }

    @Test
    void aSecondProcessUsesTheFileWhileTheFirstOneDoes(@TempDir Path folder) throws Exception {
        try (var source = Database.open(TestDatabase.settings(folder, Optional.empty()))) {
            Database.migrate(source);
            var client = JdbcClient.create(source);
            insert(client, "mine");
            var writer = writer(folder, "its");
            try (var output = writer.inputReader()) {
                var committed = read(output, 5);

                assertThat(committed).hasSize(5);
                assertThat(names(client)).contains("mine").containsAll(committed);
            } finally {
                writer.destroyForcibly().waitFor();
            }
        }
    }

    private static List<String> users(Path folder) {
        try (var source = Database.open(TestDatabase.settings(folder, Optional.empty()))) {
            return names(JdbcClient.create(source));
        }
    }

    private static List<String> names(JdbcClient client) {
        return client.sql("select name from users").query((row, _) -> row.getString(1)).list();
    }
}
