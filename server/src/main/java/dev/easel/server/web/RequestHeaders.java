package dev.easel.server.web;

import dev.easel.server.error.ApiException;

import jakarta.servlet.http.HttpServletRequest;

import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client asks for beyond its request, by headers.
 *
 * @param asynchronous whether it will ask for the result later (RFC 7240, {@code respond-async})
 * @param idempotencyKey by which it will be known that a request is the same
 */
public record RequestHeaders(boolean asynchronous, Optional<String> idempotencyKey) {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern ASYNC = Pattern.compile("(^|.*[,\\s])respond-async\\s*([,;].*)?$");

    /**
     * {@return what the headers of a request say}
     *
     * @throws ApiException 400 where the idempotency key is none
     */
    public static RequestHeaders of(HttpServletRequest request) {
        boolean asynchronous =
                Collections.list(request.getHeaders("Prefer")).stream()
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .anyMatch(value -> ASYNC.matcher(value).matches());
        return new RequestHeaders(
                asynchronous,
                Optional.ofNullable(request.getHeader("Idempotency-Key")).map(RequestHeaders::key));
    }

    private static String key(String text) {
        if (!KEY.matcher(text).matches()) {
            throw ApiException.of(
                    400, "Idempotency-Key must be 1 to 255 printable characters without spaces");
        }
        return text;
    }

    /** {@return whether the job goes on when its client has left} */
    public boolean resumable() {
        return asynchronous || idempotencyKey.isPresent();
    }
}
