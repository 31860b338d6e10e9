package dev.easel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A running service's {@code /mcp}: one session of it, which is begun anew where it is forgotten.
 */
final class RemoteService implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int NOT_FOUND = 404;
    private static final String SESSION = "Mcp-Session-Id";
    private static final byte[] INITIALIZED =
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"
                    .getBytes(StandardCharsets.UTF_8);

    private final URI address;
    private final Optional<String> key;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private byte[] beginning = {};
    private Optional<String> session = Optional.empty();

    /** The service cannot be asked. */
    static final class UnreachableException extends IOException {
        private static final long serialVersionUID = 1L;

        UnreachableException(String sentence, IOException cause) {
            super(sentence, cause);
        }
    }

    /**
     * Prepares it.
     *
     * @param server the service's address, with or without /mcp
     * @param key that it may ask for
     */
    RemoteService(URI server, Optional<String> key) {
        String text = server.toString().replaceFirst("/+$", "");
        this.address = URI.create(text.endsWith("/mcp") ? text : text + "/mcp");
        this.key = key;
    }

    /** {@return the answer to what begins a session} */
    HttpResponse<InputStream> begin(byte[] initialize) throws IOException {
        var answer = post(initialize, Optional.empty());
        synchronized (this) {
            beginning = initialize.clone();
            session = answer.headers().firstValue(SESSION);
        }
        return answer;
    }

    /** {@return the answer to a message; its body is to be closed} */
    HttpResponse<InputStream> send(byte[] message) throws IOException {
        var in = session();
        var answer = post(message, in);
        if (answer.statusCode() != NOT_FOUND || in.isEmpty()) {
            return answer;
        }
        answer.body().close();
        return post(message, renewed(in.get()));
    }

    private synchronized Optional<String> session() {
        return session;
    }

    /** {@return a session in the place of one that the service no longer knows} */
    private synchronized Optional<String> renewed(String forgotten) throws IOException {
        if (session.filter(forgotten::equals).isPresent()) {
            var answer = post(beginning, Optional.empty());
            answer.body().close();
            session = answer.headers().firstValue(SESSION);
            post(INITIALIZED, session).body().close();
        }
        return session;
    }

    private HttpResponse<InputStream> post(byte[] message, Optional<String> in) throws IOException {
        var request =
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .header("User-Agent", "easel")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(message));
        key.ifPresent(token -> request.header("Authorization", "Bearer " + token));
        in.ifPresent(id -> request.header(SESSION, id));
        try {
            return client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UnreachableException(
                    "%s://%s cannot be reached; is `easel serve` running there?"
                            .formatted(address.getScheme(), address.getRawAuthority()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("Easel is ending", new IOException(e));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
