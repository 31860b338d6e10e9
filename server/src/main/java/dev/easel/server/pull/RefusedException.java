package dev.easel.server.pull;

/** A server says no; whoever asked knows what that means. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * @param status of HTTP
     * @param code that Hugging Face gives as the reason, else empty
     */
    RefusedException(int status, String code, String sentence) {
        super(sentence);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    PullException asIs() {
        return new PullException(String.valueOf(getMessage()), this);
    }
}
