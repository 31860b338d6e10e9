package dev.easel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.access.KeyAdministration;
import dev.easel.server.access.KeyAdministration.Wanted;
import dev.easel.server.storage.TestDatabase;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Servers that start beside another one on the same data. */
@Order(3) // long
@Tag("slow")
class SecondServerTest {
    @TempDir private Path folder = Path.of("");

    private Map<String, String> settings(TestDatabase.Kind kind, String startupWait) {
        var settings = new HashMap<>(Map.of("startup-wait", startupWait));
        if (kind == TestDatabase.Kind.POSTGRESQL) {
            settings.put("database-url", postgres.orElseGet(this::newPostgres));
        }
        return settings;
    }

    private Optional<String> postgres = Optional.empty();

    private String newPostgres() {
        postgres = Optional.of(TestDatabase.newPostgres());
        return postgres.get();
    }

    @ParameterizedTest
    @EnumSource
    void aSecondServerDoesNotStart(TestDatabase.Kind kind) {
        try (var first = TestServer.start(folder, settings(kind, "0s"))) {
            assertThatThrownBy(() -> TestServer.start(folder, settings(kind, "0s")).close())
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageStartingWith("Another server works on the data")
                    .hasMessageContaining("one server works on a database at a time")
                    .hasMessageNotContaining("\n");

            assertThat(isReady(first)).isTrue();
        }
        TestServer.start(folder, settings(kind, "10s")).close();
    }

    @ParameterizedTest
    @EnumSource
    void aServerWaitsForTheOneThatEnds(TestDatabase.Kind kind) throws Exception {
        var first = TestServer.start(folder, settings(kind, "0s"));
        var settings = settings(kind, "60s");
        try (var threads = Executors.newSingleThreadExecutor()) {
            var second = threads.submit(() -> TestServer.start(folder, settings));
            first.close();

            try (var server = second.get()) {
                assertThat(isReady(server)).isTrue();
            }
        }
    }

    @Test
    void keysAreMadeBesideARunningServer() {
        try (var server = TestServer.start(folder, Map.of());
                var keys = KeyAdministration.open(folder.resolve("data"), Map.of())) {
            var wanted = new Wanted("ada", "ada", Optional.empty(), List.of("*"), List.of());

            assertThat(keys.create(wanted).apiToken()).isNotEmpty();
            assertThat(isReady(server)).isTrue();
        }
    }

    /** A server in a process of its own, until that is killed. */
    static final class Other {
        private Other() {}

        public static void main(String[] arguments) throws InterruptedException {
            try (var server = TestServer.start(Path.of(arguments[0]), Map.of())) {
                System.out.println(server.uri("/"));
                Thread.currentThread().join();
            }
        }
    }

    @Test
    void aServerThatWasKilledIsInNobodysWay() throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classPath(),
                                Other.class.getName(),
                                folder.toString())
                        .start();
        try (var output = process.inputReader();
                var errors = process.errorReader()) {
            assertThat(output.lines().filter(line -> line.startsWith("http")).findFirst())
                    .as(() -> errors.lines().collect(Collectors.joining("\n")))
                    .isPresent();
            var other = Map.of("startup-wait", "0s");
            assertThatThrownBy(() -> TestServer.start(folder, other).close())
                    .hasMessageContaining("(process %d)".formatted(process.pid()));

            process.destroyForcibly().waitFor();
            TestServer.start(folder, other).close();
        } finally {
            process.destroyForcibly();
        }
    }

    /** That of the tests, also where a launcher has loaded them by a loader of its own. */
    private static String classPath() {
        return SecondServerTest.class.getClassLoader() instanceof URLClassLoader loader
                ? Stream.of(loader.getURLs())
                        .map(URL::getPath)
                        .collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    private static boolean isReady(TestServer server) {
        var request = HttpRequest.newBuilder(server.uri("/health/ready")).build();
        return server.send(request).statusCode() == 200;
    }
}
