package dev.easel.server.web;

import jakarta.servlet.http.HttpServletResponse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** An answer of server-sent events, each of one line of data. For one thread at a time. */
public final class ServerSentEvents {
    private final HttpServletResponse response;

    /** Begins the answer; its headers go with the first event. */
    public ServerSentEvents(HttpServletResponse response) {
        this.response = response;
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader("Cache-Control", "no-cache, no-transform");
        response.setHeader("X-Accel-Buffering", "no"); // nginx would keep events back
    }

    /** Writes the data of an event, which has no end of line in it. */
    @FunctionalInterface
    public interface Data {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Sends an event.
     *
     * @param id of the event, where it has one
     * @throws IOException where the client has gone
     */
    public void send(OptionalLong id, Data data) throws IOException {
        var event = new ByteArrayOutputStream();
        if (id.isPresent()) {
            event.writeBytes(utf8("id: " + id.getAsLong() + "\n"));
        }
        event.writeBytes(utf8("data: "));
        OutputStream out = response.getOutputStream();
        event.writeTo(out);
        // That the other end has gone is told by the second write that follows, not by the first.
        out.flush();
        event.reset();
        data.writeTo(event);
        event.writeBytes(utf8("\n\n"));
        event.writeTo(out);
        out.flush();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
