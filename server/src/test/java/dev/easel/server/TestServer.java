package dev.easel.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The service on a port of its own, and a client of it. */
public final class TestServer implements AutoCloseable {
    private final EaselServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestServer(EaselServer server) {
        this.server = server;
    }

    /** {@return a server with its data in a folder, without a rate limit unless one is given} */
    public static TestServer start(Path folder, Map<String, String> properties) {
        return start(folder, properties, Map.of());
    }

    /** {@return the same with variables of the environment} */
    public static TestServer start(
            Path folder, Map<String, String> properties, Map<String, String> environment) {
        var all = new HashMap<String, String>();
        all.put("port", "0");
        all.put("data", folder.resolve("data").toString());
        all.put("models", folder.resolve("models").toString());
        all.put("rate-limit", "0");
        all.putAll(properties);
        return new TestServer(EaselServer.start(all, environment));
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    public HttpResponse<String> send(HttpRequest request) {
        return send(request, BodyHandlers.ofString());
    }

    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
