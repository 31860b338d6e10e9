package dev.easel.server.job;

/** There will be no job; the message is one sentence for the client. */
public final class JobRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    JobRefusedException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    /** Why there will be none. */
    public enum Reason {
        /** No more can be taken on now: it may be sent again later. */
        NOT_NOW,
        /** Its idempotency key stands for something else. */
        CONFLICT
    }

    public Reason reason() {
        return reason;
    }

    /** {@return the sentence for the client} */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
