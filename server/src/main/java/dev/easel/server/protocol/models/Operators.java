package dev.easel.server.protocol.models;

import dev.easel.server.access.Caller;
import dev.easel.server.error.ApiException;

import jakarta.servlet.http.HttpServletRequest;

/** Who may change models. */
final class Operators {
    private Operators() {}

    static boolean isOne(HttpServletRequest request) {
        return Caller.of(request).operator();
    }

    /** Refuses all others. */
    static void require(HttpServletRequest request) {
        if (!isOne(request)) {
            throw ApiException.of(
                    403,
                    "This key may not change models; `./easel keys create --operator` makes one"
                            + " that may");
        }
    }
}
