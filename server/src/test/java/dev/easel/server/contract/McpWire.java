package dev.easel.server.contract;

import dev.easel.clients.McpMessages;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A client of {@code /mcp} that writes its messages itself. */
final class McpWire implements AutoCloseable {
    private final Service service;
    private final Optional<String> key;
    private final HttpClient client = HttpClient.newHttpClient();
    private Optional<String> session = Optional.empty();

    private McpWire(Service service, Optional<String> key) {
        this.service = service;
        this.key = key;
    }

    /** {@return a client in a session of its own} */
    static McpWire begin(Service service, Optional<String> key) {
        return begin(service, key, McpMessages.begin());
    }

    /** {@return a client in a session that begins so} */
    static McpWire begin(Service service, Optional<String> key, Map<String, Object> beginning) {
        var wire = new McpWire(service, key);
        var answer = wire.post(beginning);
        wire.session = answer.headers().firstValue("Mcp-Session-Id");
        return wire;
    }

    Optional<String> session() {
        return session;
    }

    HttpRequest.Builder request(byte[] body) {
        var request =
                service.anonymous("/mcp")
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .POST(BodyPublishers.ofByteArray(body));
        key.ifPresent(token -> request.header("Authorization", "Bearer " + token));
        session.ifPresent(id -> request.header("Mcp-Session-Id", id));
        return request;
    }

    HttpResponse<String> post(Object message) {
        return service.send(request(JsonMapper.shared().writeValueAsBytes(message)));
    }

    /** {@return the messages in an answer, whatever its form} */
    static List<JsonNode> messages(HttpResponse<String> answer) {
        var type = answer.headers().firstValue("Content-Type").orElse("");
        if (!type.startsWith("text/event-stream")) {
            return List.of(JsonMapper.shared().readTree(answer.body()));
        }
        return answer.body().lines().flatMap(McpWire::message).toList();
    }

    private static Stream<JsonNode> message(String line) {
        return line.startsWith("data: ")
                ? Stream.of(JsonMapper.shared().readTree(line.substring(6)))
                : Stream.empty();
    }

    /** {@return the result of a tool} */
    JsonNode result(Map<String, Object> call) {
        return messages(post(call)).getLast().path("result");
    }

    /** {@return an answer that is read as it comes} */
    Events open(Object message) throws IOException, InterruptedException {
        var request = request(JsonMapper.shared().writeValueAsBytes(message)).build();
        var answer = client.send(request, BodyHandlers.ofInputStream());
        return new Events(
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
    }

    /** Messages as they come. */
    record Events(BufferedReader lines) implements AutoCloseable {
        /** {@return the next message; absent at the end} */
        Optional<JsonNode> next() throws IOException {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var message = message(line).findFirst();
                if (message.isPresent()) {
                    return message;
                }
            }
            return Optional.empty();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
