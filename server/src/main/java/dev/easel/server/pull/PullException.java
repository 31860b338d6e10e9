package dev.easel.server.pull;

/** A model cannot be downloaded; the message is one sentence for people. */
public final class PullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PullException(String sentence) {
        super(sentence);
    }

    PullException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
