package dev.easel.server.error;

import java.util.OptionalInt;

/** Ends a request with a status and one sentence for the client. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean enveloped;
    private final int retryAfter;

    private ApiException(int status, boolean enveloped, String sentence, int retryAfter) {
        super(sentence);
        this.status = status;
        this.enveloped = enveloped;
        this.retryAfter = retryAfter;
    }

    /** {@return a failure of the request itself: {@code {"success":false,"error":...}}} */
    public static ApiException of(int status, String sentence) {
        return new ApiException(status, true, sentence, 0);
    }

    /** {@return a refusal before the request is looked at: {@code {"error":...}}} */
    public static ApiException refused(int status, String sentence) {
        return new ApiException(status, false, sentence, 0);
    }

    /** {@return what is to be tried again after some seconds} */
    public static ApiException later(int status, String sentence, int seconds) {
        return new ApiException(status, true, sentence, seconds);
    }

    /** {@return the HTTP status} */
    public int status() {
        return status;
    }

    /** {@return whether the body has {@code success} */
    public boolean enveloped() {
        return enveloped;
    }

    /** {@return one sentence for the client} */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** {@return seconds after which it may be tried again} */
    public OptionalInt retryAfter() {
        return retryAfter > 0 ? OptionalInt.of(retryAfter) : OptionalInt.empty();
    }
}
