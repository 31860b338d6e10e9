package dev.easel.server.protocol.a1111;

/** The name of this protocol in stored requests, in jobs and in the log. It never changes. */
final class Protocol {
    static final String NAME = "a1111";

    private Protocol() {}
}
