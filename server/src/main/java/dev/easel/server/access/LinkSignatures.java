package dev.easel.server.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs links, which then open without a key: HMAC-SHA256 by a key of its own, made of the server's
 * secret, so that no signature of a link is one of a token.
 */
public final class LinkSignatures {
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    LinkSignatures(String secret) {
        this.key = hmac(secret.getBytes(StandardCharsets.UTF_8), "links");
    }

    /** {@return the signature of a link's text, of characters that a link may have} */
    public String sign(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(key, text));
    }

    /** {@return whether a text was signed here} */
    public boolean isSigned(String text, String signature) {
        return MessageDigest.isEqual(
                sign(text).getBytes(StandardCharsets.UTF_8),
                signature.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
