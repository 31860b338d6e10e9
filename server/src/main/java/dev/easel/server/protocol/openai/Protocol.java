package dev.easel.server.protocol.openai;

/** What this protocol is called. */
final class Protocol {
    static final String NAME = "openai";

    private Protocol() {}
}
