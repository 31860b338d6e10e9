package dev.easel.server.request;

/** A value of a request is wrong; the message is one sentence for the client. */
public final class InvalidRequestException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidRequestException(String sentence) {
        super(sentence);
    }

    /** {@return the sentence for the client} */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
