package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.access.Caller;
import dev.easel.server.error.ApiException;
import dev.easel.server.job.Json;
import dev.easel.server.job.Order;

import jakarta.servlet.http.HttpServletRequest;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client wishes beyond its request, by headers.
 *
 * @param asynchronous whether it will ask for the result later (RFC 7240, {@code respond-async})
 * @param idempotencyKey by which it will be known that a request is the same
 */
record Wishes(boolean asynchronous, Optional<String> idempotencyKey) {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern ASYNC = Pattern.compile("(^|.*[,\\s])respond-async\\s*([,;].*)?$");

    static Wishes of(HttpServletRequest request) {
        boolean asynchronous =
                Collections.list(request.getHeaders("Prefer")).stream()
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .anyMatch(value -> ASYNC.matcher(value).matches());
        return new Wishes(
                asynchronous,
                Optional.ofNullable(request.getHeader("Idempotency-Key")).map(Wishes::key));
    }

    private static String key(String text) {
        if (!KEY.matcher(text).matches()) {
            throw ApiException.of(
                    400, "Idempotency-Key must be 1 to 255 printable characters without spaces");
        }
        return text;
    }

    Order order(Caller caller, ObjectNode body) {
        return new Order(
                caller.owner(),
                caller.user(),
                idempotencyKey,
                asynchronous || idempotencyKey.isPresent(),
                Json.of(JsonMapper.shared().writeValueAsBytes(body)));
    }
}
