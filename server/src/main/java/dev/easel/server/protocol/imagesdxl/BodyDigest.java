package dev.easel.server.protocol.imagesdxl;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells bodies apart. */
final class BodyDigest {
    private BodyDigest() {}

    /** {@return SHA-256 of a body, without its spaces} */
    static String of(JsonNode body) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            JsonMapper.shared()
                    .writeValue(
                            new DigestOutputStream(OutputStream.nullOutputStream(), sha256), body);
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
