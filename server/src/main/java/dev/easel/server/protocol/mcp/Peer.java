package dev.easel.server.protocol.mcp;

import java.io.IOException;

/** Who answers a client. Thread-safe. */
public interface Peer {
    /**
     * Answers a request; it returns when the answer has been sent.
     *
     * @param text the same as the client sent it
     * @throws IOException where the client has gone
     */
    void answer(Message.Request request, byte[] text, Outlet outlet) throws IOException;

    /** Takes what wants no answer. */
    void take(Message.Notification notification, byte[] text);

    /** Takes back all that is worked on. */
    void end();
}
