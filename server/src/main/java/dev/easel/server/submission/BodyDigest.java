package dev.easel.server.submission;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells requests apart by their SHA-256. */
public final class BodyDigest {
    private BodyDigest() {}

    /** {@return the sum of a body, without its spaces} */
    public static String of(JsonNode body) {
        var sha256 = sha256();
        JsonMapper.shared()
                .writeValue(new DigestOutputStream(OutputStream.nullOutputStream(), sha256), body);
        return HexFormat.of().formatHex(sha256.digest());
    }

    static String of(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
