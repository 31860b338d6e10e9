package dev.easel.server.protocol.mcp;

/** Something was not made; the message is one sentence for the client. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String sentence) {
        super(sentence);
    }

    /** {@return the sentence for the client} */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
