package dev.easel.server.contract;

import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A client of a stream that can leave in the middle, and sees when each event comes. It speaks HTTP
 * 1.0, in which an answer has no chunks and ends with the connection.
 */
final class EventClient implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader reader;

    private EventClient(Socket socket) throws IOException {
        this.socket = socket;
        this.reader =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    static EventClient open(Service service, Map<String, Object> body) throws IOException {
        byte[] json = JsonMapper.shared().writeValueAsBytes(body);
        var uri = service.server().uri("/image/sdxl");
        var socket = new Socket(uri.getHost(), uri.getPort());
        var head =
                """
                POST /image/sdxl HTTP/1.0\r
                Host: %s:%d\r
                Content-Type: application/json\r
                Content-Length: %d\r
                %s\
                """
                                .formatted(
                                        uri.getHost(),
                                        uri.getPort(),
                                        json.length,
                                        service.rawHeaders())
                        + "\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(json);
        socket.getOutputStream().flush();
        return new EventClient(socket);
    }

    /**
     * {@return a client that reads a stream}
     *
     * @param lastSeen the id of the event that it has seen last; empty for none
     */
    static EventClient get(Service service, String path, String lastSeen) throws IOException {
        var uri = service.server().uri(path);
        var socket = new Socket(uri.getHost(), uri.getPort());
        var seen = lastSeen.isEmpty() ? "" : "Last-Event-ID: " + lastSeen + "\r\n";
        var head =
                "GET %s HTTP/1.0\r\nHost: %s:%d\r\n%s%s\r\n"
                        .formatted(path, uri.getHost(), uri.getPort(), service.rawHeaders(), seen);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return new EventClient(socket);
    }

    /** {@return the next event of a stream that numbers them; absent at the end of the stream} */
    Optional<JobClient.Event> nextWithId() throws IOException {
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("id: ")) {
                return Optional.of(JobClient.Event.of(line + "\n" + reader.readLine()));
            }
        }
        return Optional.empty();
    }

    /** {@return the JSON of the next event; absent at the end of the stream} */
    Optional<String> next() throws IOException {
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("data: ")) {
                return Optional.of(line.substring("data: ".length()));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
