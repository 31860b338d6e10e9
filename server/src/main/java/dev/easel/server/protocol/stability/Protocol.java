package dev.easel.server.protocol.stability;

/** The name of this protocol in stored requests, in jobs and in the log. It never changes. */
final class Protocol {
    static final String NAME = "stability";

    private Protocol() {}
}
