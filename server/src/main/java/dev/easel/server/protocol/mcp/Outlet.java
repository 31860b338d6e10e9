package dev.easel.server.protocol.mcp;

import java.io.IOException;

/** Where messages to a client go. Thread-safe. */
public interface Outlet {
    /**
     * Sends a message.
     *
     * @param message JSON in one line
     * @throws IOException where the client has gone
     */
    void send(byte[] message) throws IOException;

    /**
     * Says that there is nothing to say yet, where the way allows it.
     *
     * @throws IOException where the client has gone
     */
    void keepAlive() throws IOException;
}
