package dev.easel.server.pull;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A server cannot answer now and may later. */
final class TransientException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> wait;

    /**
     * @param wait what the server asks for
     */
    TransientException(String sentence, Optional<Duration> wait) {
        super(sentence);
        this.wait = wait;
    }

    Optional<Duration> delay() {
        return wait;
    }
}
