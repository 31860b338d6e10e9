package dev.easel.server.access;

import dev.easel.server.error.ApiException;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Component;

import java.util.Optional;

/** Checks what comes beside a key: its paired token, or the answer to a riddle for humans. */
@Component
final class Captcha {
    private final Tokens tokens;
    private final CaptchaProvider humans;

    Captcha(KeyRegister register, CaptchaProvider humans) {
        this.tokens = register.tokens();
        this.humans = humans;
    }

    /**
     * Checks the header.
     *
     * @param peer who asks
     * @param token the key's own, as it was presented
     * @throws ApiException 400 where it is missing or not right
     */
    void require(HttpServletRequest request, String peer, ApiKey key, String token) {
        String given = Optional.ofNullable(request.getHeader("x-captcha-token")).orElse("");
        if (given.isBlank()) {
            throw ApiException.refused(400, "Captcha token is required");
        }
        boolean right =
                tokens.captcha(given)
                        .map(c ->
                                c.belongsTo(key.id(), token)
                                        && RemoteAddress.isAmong(peer, c.ips()))
                        .orElseGet(() ->
                                RemoteAddress.isAmong(peer, key.ips()) && humans.accepts(given));
        if (!right) {
            throw ApiException.refused(400, "Invalid captcha");
        }
    }
}
