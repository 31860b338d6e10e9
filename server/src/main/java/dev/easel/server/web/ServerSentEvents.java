package dev.easel.server.web;

import jakarta.servlet.http.HttpServletResponse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** An answer of server-sent events, each of one line of data. For one thread at a time. */
public final class ServerSentEvents {
    private static final long BETWEEN_SIGNS = TimeUnit.SECONDS.toNanos(1);

    private final HttpServletResponse response;
    private long lastSent = System.nanoTime();

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
        write(id.isPresent() ? "id: " + id.getAsLong() + "\ndata: " : "data: ", data);
    }

    /**
     * Sends an event that has a name.
     *
     * @throws IOException where the client has gone
     */
    public void send(String name, Data data) throws IOException {
        write("event: " + name + "\ndata: ", data);
    }

    /**
     * Sends a comment, which says nothing to the client, where nothing was sent for a second: that
     * the client has gone is noticed by it, and more of them would only take time.
     *
     * @throws IOException where the client has gone
     */
    public void keepAlive() throws IOException {
        if (isSilent()) {
            write(":", _ -> {});
        }
    }

    private boolean isSilent() {
        return System.nanoTime() - lastSent >= BETWEEN_SIGNS;
    }

    private void write(String before, Data data) throws IOException {
        OutputStream out = response.getOutputStream();
        out.write(utf8(before));
        if (isSilent()) {
            // That the other end has gone is told by the second write that follows, not by the
            // first. Of events that follow each other the next one is the second.
            out.flush();
        }
        var rest = new ByteArrayOutputStream();
        data.writeTo(rest);
        rest.writeBytes(utf8("\n\n"));
        rest.writeTo(out);
        out.flush();
        lastSent = System.nanoTime();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
