package dev.easel.server.access;

import jakarta.servlet.http.HttpServletRequest;

import java.util.Optional;
import java.util.UUID;

/**
 * Who makes a request.
 *
 * @param key that was presented; absent while none is asked for
 * @param user whose key it is, and who pays
 * @param operator whether it may pull and delete models
 */
public record Caller(Optional<UUID> key, Optional<String> user, boolean operator) {
    private static final String ATTRIBUTE = Caller.class.getName();

    /** Somebody of whom no key is asked. */
    static final Caller ANYONE = new Caller(Optional.empty(), Optional.empty(), false);

    /** A program or a browser of this machine, while no key exists. */
    static final Caller HERE = new Caller(Optional.empty(), Optional.empty(), true);

    /** {@return who makes this request, as the filters found} */
    public static Caller of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? caller : ANYONE;
    }

    void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** {@return the owner of this caller's jobs: the id of the key, or empty} */
    public String owner() {
        return key.map(UUID::toString).orElse("");
    }
}
