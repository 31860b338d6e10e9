package dev.easel.server.access;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Signs and checks the two tokens of a key: JSON web tokens by HS256, without an end. The same key
 * gives the same tokens again, for they are made of what is known of it.
 */
final class Tokens {
    private final Algorithm algorithm;

    Tokens(String secret) {
        this.algorithm = Algorithm.HMAC256(secret);
    }

    /** {@return the token for Authorization} */
    String apiToken(ApiKey key) {
        return claims(key).sign(algorithm);
    }

    /** {@return the token for x-captcha-token} */
    String captchaToken(ApiKey key) {
        return claims(key).withClaim("apiToken", apiToken(key)).sign(algorithm);
    }

    private static JWTCreator.Builder claims(ApiKey key) {
        var claims =
                JWT.create().withClaim("id", key.id().toString()).withIssuedAt(key.createdAt());
        return key.ips().isEmpty() ? claims : claims.withClaim("ips", key.ips());
    }

    /** {@return whether the token was signed here} */
    boolean isSigned(String token) {
        return read(token).isPresent();
    }

    /**
     * A captcha token that was signed here.
     *
     * @param apiToken that it belongs to
     * @param ips addresses that may use it; none for all
     */
    record Captcha(Optional<String> id, Optional<String> apiToken, List<String> ips) {
        boolean belongsTo(UUID keyId, String token) {
            return id.filter(keyId.toString()::equals).isPresent()
                    && apiToken.filter(token::equals).isPresent();
        }
    }

    /** {@return what a captcha token says, where it was signed here} */
    Optional<Captcha> captcha(String token) {
        return read(token)
                .map(jwt ->
                        new Captcha(
                                Optional.ofNullable(jwt.getClaim("id").asString()),
                                Optional.ofNullable(jwt.getClaim("apiToken").asString()),
                                Optional.ofNullable(jwt.getClaim("ips").asList(String.class))
                                        .orElse(List.of())));
    }

    private Optional<DecodedJWT> read(String token) {
        try {
            return Optional.of(JWT.require(algorithm).ignoreIssuedAt().build().verify(token));
        } catch (JWTVerificationException e) {
            return Optional.empty();
        }
    }
}
