package dev.easel.server.protocol.mcp;

/** The name of this protocol in stored requests, in jobs and in the log. It never changes. */
public final class Protocol {
    public static final String NAME = "mcp";

    static final String PATH = "/mcp";

    private Protocol() {}
}
