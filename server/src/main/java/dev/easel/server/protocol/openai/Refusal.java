package dev.easel.server.protocol.openai;

/** Ends a request with an error of this protocol. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorObject error;

    Refusal(ErrorObject error) {
        super(error.message());
        this.error = error;
    }

    ErrorObject error() {
        return error;
    }
}
