package dev.easel.server.protocol.mcp;

import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Speaks with one client over two streams, a message in each line. What it is asked for while it
 * draws is answered meanwhile. It ends at the end of the input, once all is answered.
 */
public final class StdioServer {
    private static final Logger LOG = LoggerFactory.getLogger(StdioServer.class);

    /** Two pictures of 50 MiB as base64, with what surrounds them. */
    private static final int MOST_BYTES = 144 << 20;

    private final Peer peer;
    private final Lines lines;
    private final OutputStream out;
    private final JsonMapper mapper = Message.mapper(MOST_BYTES);

    /**
     * Prepares it.
     *
     * @param in where the client's messages come from
     * @param out where the answers go, and nothing else may
     */
    public StdioServer(Peer peer, InputStream in, OutputStream out) {
        this.peer = peer;
        this.lines = new Lines(in, MOST_BYTES);
        this.out = out;
    }

    /**
     * Answers until the input ends.
     *
     * @throws IOException where a stream fails
     */
    public void run() throws IOException {
        var threads = Thread.ofPlatform().name("mcp-", 0).factory(); // native code computes in them
        try (var executor = Executors.newThreadPerTaskExecutor(threads)) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                if (!line.get().isBlank()) {
                    take(line.get(), executor);
                }
            }
        }
    }

    private void take(Lines.Line line, Executor executor) throws IOException {
        var message =
                line.whole()
                        ? Message.of(line.text(), mapper)
                        : new Message.Broken(
                                Optional.empty(),
                                ErrorCodes.INVALID_REQUEST,
                                "A message must have at most %d bytes".formatted(MOST_BYTES));
        switch (message) {
            case Message.Request request when request.method().equals(Methods.INITIALIZE) ->
                    answer(request, line.text()); // all else waits for it
            case Message.Request request -> executor.execute(() -> answer(request, line.text()));
            case Message.Notification notification -> peer.take(notification, line.text());
            case Message.Broken broken -> outlet.answer(mapper.writeValueAsBytes(broken.answer()));
            case Message.Answer _ -> {} // nothing was asked
        }
    }

    private void answer(Message.Request request, byte[] text) {
        try {
            peer.answer(request, text, outlet);
        } catch (IOException e) {
            LOG.debug("The client has gone", e);
            peer.end();
        }
    }

    private final Outlet outlet =
            new Outlet() {
                @Override
                public void answer(byte[] message) throws IOException {
                    tell(message);
                }

                @Override
                public void tell(byte[] message) throws IOException {
                    synchronized (out) {
                        out.write(message);
                        out.write('\n');
                        out.flush();
                    }
                }

                @Override
                public void keepAlive() {
                    // a line that is no message is an error
                }
            };
}
