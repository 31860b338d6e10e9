package dev.easel.server.protocol.models;

import dev.easel.server.TestServer;

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
import java.util.Map;
import java.util.Optional;

/** Asks a server for its models as a program does. */
record ModelsClient(TestServer server, Optional<String> token) {
    ModelsClient(TestServer server) {
        this(server, Optional.empty());
    }

    ModelsClient with(String other) {
        return new ModelsClient(server, Optional.of(other));
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(server.uri(path));
        token.ifPresent(it -> request.header("Authorization", "Bearer " + it));
        return request;
    }

    HttpResponse<String> get(String path) {
        return server.send(request(path).build());
    }

    HttpResponse<String> delete(String path) {
        return server.send(request(path).DELETE().build());
    }

    HttpResponse<String> post(String path, Map<String, ?> body) {
        return server.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Prefer", "respond-async")
                        .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
                        .build());
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    static String error(HttpResponse<String> answer) {
        return json(answer).path("error").asString("");
    }

    JsonNode list() {
        return json(get("/models"));
    }

    /** {@return what is told of a model; missing where it is not here} */
    JsonNode model(String name) {
        return list().path("models")
                .valueStream()
                .filter(model -> model.path("name").asString("").equals(name))
                .findFirst()
                .orElseGet(() -> JsonMapper.shared().missingNode());
    }

    /** {@return a stream of events, to be closed} */
    BufferedReader events(String path) throws IOException, InterruptedException {
        var answer =
                HttpClient.newHttpClient()
                        .send(request(path).build(), BodyHandlers.ofInputStream());
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** {@return the next event; missing at the end of the stream} */
    static JsonNode next(BufferedReader events) throws IOException {
        for (var line = events.readLine(); line != null; line = events.readLine()) {
            if (line.startsWith("data: ")) {
                return JsonMapper.shared().readTree(line.substring(6));
            }
        }
        return JsonMapper.shared().missingNode();
    }

    /** {@return the last event of a stream} */
    JsonNode lastEvent(String path) throws IOException, InterruptedException {
        try (var events = events(path)) {
            var last = next(events);
            for (var event = last; !event.isMissingNode(); event = next(events)) {
                last = event;
            }
            return last;
        }
    }
}
