package dev.easel.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.golden.Golden;
import dev.easel.server.TestServer;
import dev.easel.server.access.KeyAdministration.Made;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The running service with small models behind every name, and a client that knows its format. */
final class Service implements AutoCloseable {
    /** What a request is made of unless a check says otherwise. */
    static final Map<String, Object> G =
            Map.of(
                    "prompt",
                    "a cat",
                    "action",
                    "generate",
                    "width",
                    512,
                    "height",
                    512,
                    "steps",
                    10);

    static final Path GOLDEN = Golden.folder().resolve("models");

    private final TestServer server;
    private final Keys keys;
    private final Optional<Made> key;

    private Service(TestServer server, Keys keys, Optional<Made> key) {
        this.server = server;
        this.keys = keys;
        this.key = key;
    }

    /** {@return the service with a key, which its client presents} */
    static Service withKey(Path folder, Map<String, String> properties) throws IOException {
        var open = start(folder, properties);
        return new Service(open.server, open.keys, Optional.of(open.keys.any()));
    }

    static Service start(Path folder, Map<String, String> properties) throws IOException {
        SmallModels.linkAll(Files.createDirectories(folder.resolve("models")));
        return bare(folder, properties);
    }

    /** {@return the service on the folder of another, which is closed} */
    static Service restart(Path folder) {
        return bare(folder, Map.of());
    }

    /** {@return the service with the models that are in the folder, if any} */
    static Service bare(Path folder, Map<String, String> properties) {
        var all = new HashMap<>(Map.of("precision", "f32"));
        all.putAll(properties);
        return new Service(TestServer.start(folder, all), Keys.of(folder), Optional.empty());
    }

    /** {@return the request G with other or further values} */
    static Map<String, Object> with(Object... namesAndValues) {
        var body = new HashMap<>(G);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            body.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return body;
    }

    /** {@return the request G without some of its values} */
    static Map<String, Object> without(String... names) {
        var body = new HashMap<>(G);
        List.of(names).forEach(body::remove);
        return body;
    }

    /** {@return a request with JSON as its body, to be changed} */
    HttpRequest.Builder json(String path, Object body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(body)));
    }

    /** {@return a request of nobody with JSON as its body} */
    HttpRequest.Builder anonymousJson(String path, Object body) {
        return anonymous(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(body)));
    }

    Keys keys() {
        return keys;
    }

    /** {@return a request with what a caller presents} */
    HttpRequest.Builder request(String path) {
        var request = anonymous(path);
        key.ifPresent(made ->
                request.header("Authorization", "Bearer " + made.apiToken())
                        .header("x-captcha-token", made.captchaToken()));
        return request;
    }

    /** {@return a request of nobody} */
    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(server.uri(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return server.send(request.build());
    }

    /** {@return the answer to a request that wants one JSON object} */
    Answer whole(Map<String, Object> body) {
        var all = new HashMap<>(body);
        all.put("stream", false);
        return new Answer(send(json("/image/sdxl", all)));
    }

    /** {@return the answer to a request that wants a stream} */
    Events stream(Map<String, Object> body) {
        var all = new HashMap<>(body);
        all.put("stream", true);
        return new Events(send(json("/image/sdxl", all)));
    }

    /** {@return the headers of a caller, for a client that writes them itself} */
    String rawHeaders() {
        return key.map(made ->
                        "Authorization: Bearer %s\r\nx-captcha-token: %s\r\n"
                                .formatted(made.apiToken(), made.captchaToken()))
                .orElse("");
    }

    TestServer server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }

    /** An answer of one JSON object. */
    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }

        JsonNode result() {
            return json().path("results").path(0);
        }

        String base64() {
            return result().path("base64").stringValue();
        }

        Picture picture() {
            return Picture.of(result());
        }

        String error() {
            return json().path("error").stringValue();
        }
    }

    /** An answer of events. */
    record Events(HttpResponse<String> response) {
        /** {@return all events; fails where anything else is in the stream} */
        List<JsonNode> all() {
            String body = response.body();
            if (!body.endsWith("\n\n")) {
                throw new AssertionError("the last event has no blank line behind it");
            }
            return List.of(body.substring(0, body.length() - 2).split("\n\n", -1)).stream()
                    .map(Events::event)
                    .toList();
        }

        private static JsonNode event(String text) {
            if (!text.startsWith("data: {") || text.contains("\n")) {
                throw new AssertionError("not an event of one line: " + text);
            }
            return JsonMapper.shared().readTree(text.substring(6).getBytes(UTF_8));
        }

        JsonNode last() {
            return all().getLast();
        }
    }
}
