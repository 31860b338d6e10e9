package dev.easel.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** T12 and T13: clients that others have written, and the examples of the API's page. */
@Tag("slow")
class ClientsTest {
    private static final Path CLIENTS = Path.of("src", "test", "clients");

    @TempDir private Path folder = Path.of("");

    private record Outcome(int exitCode, String output) {}

    @Test
    void clientsOfTheOriginalAreServed() throws Exception {
        assumeTrue(
                isHere("node", "--version") && isHere("npm", "--version"),
                "there is no node and npm: the clients on axios and fetch-event-source are not"
                        + " run");
        Path work = Files.createDirectories(folder.resolve("clients"));
        for (String name : List.of("package.json", "package-lock.json", ".npmrc", "clients.mjs")) {
            Files.copy(CLIENTS.resolve(name), work.resolve(name));
        }
        var installed = run(work, "npm", "ci", "--no-audit", "--no-fund");
        assertThat(installed.exitCode()).as(installed.output()).isZero();
        serve(work, "node", "clients.mjs");
    }

    @Test
    void thePagesPythonExampleIsServed() throws Exception {
        assumeTrue(
                isHere("python3", "-c", "import requests"),
                "there is no python3 with requests: the page's example is not run");
        serve(CLIENTS, "python3", "page_example.py");
    }

    private void serve(Path work, String program, String script) throws Exception {
        try (var service = Service.start(folder, Map.of())) {
            var key = service.keys().any();
            var address = service.server().uri("").toString();
            var outcome = run(work, program, script, address, key.apiToken(), key.captchaToken());

            assertThat(outcome.output()).contains("all clients were served");
            assertThat(outcome.exitCode()).isZero();
        }
    }

    private static boolean isHere(String... command) throws InterruptedException {
        try {
            return run(Path.of("."), command).exitCode() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Outcome run(Path work, String... command)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command)
                        .directory(work.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), output);
    }
}
