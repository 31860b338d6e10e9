package dev.easel.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.easel.clients.Program;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** T12 and T13: clients that others have written, and the examples of the API's page. */
@Order(2) // long, and mostly other programs
class ClientsTest extends Served {
    private static final Path CLIENTS = Path.of("src", "test", "clients");

    private Path work = Path.of("");

    @Override
    Service open(Path folder) throws IOException, InterruptedException {
        work = Files.createDirectories(folder.resolve("work"));
        if (Program.isNodeHere()) {
            Program.installNode(CLIENTS, work, "clients.mjs", "stability_calls.mjs");
        }
        return Service.start(folder, Map.of());
    }

    @Test
    void clientsOfTheOriginalAreServed() throws Exception {
        assumeTrue(
                Program.isNodeHere(),
                "there is no node and npm: the clients on axios and fetch-event-source are not"
                        + " run");
        serve(work, "node", "clients.mjs");
    }

    @Test
    void thePagesPythonExampleIsServed() throws Exception {
        serve(CLIENTS, python(), "page_example.py");
    }

    /** A1111's client in Python, with all of its calls that need no extension. */
    @Test
    void webuiapiIsServed() throws Exception {
        var address = service().server().uri("");
        var port = Integer.toString(address.getPort());
        var token = service().keys().any().apiToken();
        var script = CLIENTS.resolve("webuiapi_calls.py").toAbsolutePath().toString();
        assertServed(Program.run(work, python(), script, address.getHost(), port, token));
    }

    @Test
    void stabilitysRequestsInPythonAreServed() throws Exception {
        serve(CLIENTS, python(), "stability_calls.py");
    }

    @Test
    void stabilitysRequestsInNodeAreServed() throws Exception {
        assumeTrue(
                Program.isNodeHere(),
                "there is no node and npm: Stability's requests are not sent by fetch and axios");
        serve(work, "node", "stability_calls.mjs");
    }

    private static String python() {
        var python = Program.python();
        assumeTrue(
                python.isPresent(),
                "there is no python3 that can install the packages of its clients: they are not"
                        + " run");
        return python.orElseThrow();
    }

    private void serve(Path in, String program, String script) throws Exception {
        var service = service();
        var key = service.keys().any();
        var address = service.server().uri("").toString();
        assertServed(Program.run(in, program, script, address, key.apiToken(), key.captchaToken()));
    }

    private static void assertServed(Program.Outcome outcome) {
        assertThat(outcome.output()).contains("all clients were served");
        assertThat(outcome.exitCode()).isZero();
    }
}
