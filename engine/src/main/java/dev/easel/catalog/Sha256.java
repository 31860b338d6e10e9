package dev.easel.catalog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The sum by which files are told apart. */
final class Sha256 {
    private Sha256() {}

    /** {@return what computes a sum} */
    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** {@return the sum of bytes, 64 digits} */
    static String of(byte[] bytes) {
        return text(digest().digest(bytes));
    }

    /** {@return a sum as people write it} */
    static String text(byte[] sum) {
        return HexFormat.of().formatHex(sum);
    }
}
