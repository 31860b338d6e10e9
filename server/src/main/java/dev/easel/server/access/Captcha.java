package dev.easel.server.access;

import dev.easel.server.error.ApiException;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Component;

import java.util.Optional;

/** Checks what comes with a key: its paired captcha token, or the answer to a captcha. */
@Component
final class Captcha {
    private final CaptchaSettings settings;
    private final Tokens tokens;
    private final CaptchaProvider humans;

    Captcha(CaptchaSettings settings, Tokens tokens, CaptchaProvider humans) {
        this.settings = settings;
        this.tokens = tokens;
        this.humans = humans;
    }

    /**
     * Checks the header, where a captcha token is asked for.
     *
     * @param address who asks, as {@link RemoteAddress} gives it
     * @param token the key's own, as it was presented
     * @throws ApiException 400 where it is missing or not right
     */
    void require(HttpServletRequest request, String address, ApiKey key, String token) {
        if (!settings.captchaRequired()) {
            return;
        }
        String given = Optional.ofNullable(request.getHeader("x-captcha-token")).orElse("");
        if (given.isBlank()) {
            throw ApiException.refused(400, "Captcha token is required");
        }
        boolean right =
                tokens.captcha(given)
                        .map(c ->
                                c.belongsTo(key.id(), token)
                                        && RemoteAddress.isAmong(address, c.ips()))
                        .orElseGet(() ->
                                RemoteAddress.isAmong(address, key.ips()) && humans.accepts(given));
        if (!right) {
            throw ApiException.refused(400, "Invalid captcha");
        }
    }
}
