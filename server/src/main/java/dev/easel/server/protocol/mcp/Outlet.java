package dev.easel.server.protocol.mcp;

import java.io.IOException;

/** Where messages to a client go. Thread-safe. */
public interface Outlet {
    /**
     * Sends a message that is no answer.
     *
     * @param message JSON in one line
     * @throws IOException where the client has gone
     */
    void tell(byte[] message) throws IOException;

    /**
     * Sends the answer to a request.
     *
     * @param message JSON in one line
     * @throws IOException where the client has gone
     */
    void answer(byte[] message) throws IOException;

    /**
     * Says that there is nothing to say yet, where the way allows it.
     *
     * @throws IOException where the client has gone
     */
    void keepAlive() throws IOException;
}
