package dev.easel.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.easel.clients.Program;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** T12 and T13: clients that others have written, and the examples of the API's page. */
@Order(2) // long, and mostly other programs
@Tag("slow")
class ClientsTest {
    private static final Path CLIENTS = Path.of("src", "test", "clients");

    @TempDir private Path folder = Path.of("");

    @Test
    void clientsOfTheOriginalAreServed() throws Exception {
        assumeTrue(
                Program.isNodeHere(),
                "there is no node and npm: the clients on axios and fetch-event-source are not"
                        + " run");
        Path work = Files.createDirectories(folder.resolve("clients"));
        Program.installNode(CLIENTS, work, "clients.mjs");
        serve(work, "node", "clients.mjs");
    }

    @Test
    void thePagesPythonExampleIsServed() throws Exception {
        assumeTrue(
                Program.isHere("python3", "-c", "import requests"),
                "there is no python3 with requests: the page's example is not run");
        serve(CLIENTS, "python3", "page_example.py");
    }

    /** A1111's client in Python, with all of its calls that need no extension. */
    @Test
    void webuiapiIsServed() throws Exception {
        var work = Files.createDirectories(folder.resolve("python"));
        var python = Program.python(work, "webuiapi==0.9.17");
        assumeTrue(
                python.isPresent(), "there is no python3 that can install webuiapi: it is not run");
        var script = CLIENTS.resolve("webuiapi_calls.py").toAbsolutePath().toString();
        try (var service = Service.start(folder, Map.of())) {
            var address = service.server().uri("");
            var port = Integer.toString(address.getPort());
            var token = service.keys().any().apiToken();
            var outcome =
                    Program.run(work, python.orElseThrow(), script, address.getHost(), port, token);

            assertThat(outcome.output()).contains("all clients were served");
            assertThat(outcome.exitCode()).isZero();
        }
    }

    @Test
    void stabilitysRequestsInPythonAreServed() throws Exception {
        var work = Files.createDirectories(folder.resolve("python"));
        var python = Program.python(work, "requests==2.32.5", "pillow==12.0.0");
        assumeTrue(
                python.isPresent(),
                "there is no python3 that can install requests: Stability's are not sent by it");
        var script = CLIENTS.resolve("stability_calls.py").toAbsolutePath().toString();
        serve(work, python.orElseThrow(), script);
    }

    @Test
    void stabilitysRequestsInNodeAreServed() throws Exception {
        assumeTrue(
                Program.isNodeHere(),
                "there is no node and npm: Stability's requests are not sent by fetch and axios");
        Path work = Files.createDirectories(folder.resolve("clients"));
        Program.installNode(CLIENTS, work, "stability_calls.mjs");
        serve(work, "node", "stability_calls.mjs");
    }

    private void serve(Path work, String program, String script) throws Exception {
        try (var service = Service.start(folder, Map.of())) {
            var key = service.keys().any();
            var address = service.server().uri("").toString();
            var outcome =
                    Program.run(work, program, script, address, key.apiToken(), key.captchaToken());

            assertThat(outcome.output()).contains("all clients were served");
            assertThat(outcome.exitCode()).isZero();
        }
    }
}
