package dev.easel.server.ui;

import jakarta.servlet.http.HttpServletResponse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** A file of the studio as it is sent: packed once, and known by a tag that changes with it. */
final class StudioFile {
    private static final int TAG_LENGTH = 20;

    private final String type;
    private final byte[] content;
    private final byte[] packed;
    private final String tag;

    private StudioFile(String type, byte[] content) {
        this.type = type;
        this.content = content;
        this.packed = gzip(content);
        this.tag =
                "W/\"%s\""
                        .formatted(
                                HexFormat.of().formatHex(sha256(content)).substring(0, TAG_LENGTH));
    }

    /** {@return a file of a media type} */
    static StudioFile of(String type, byte[] content) {
        return new StudioFile(type, content);
    }

    String tag() {
        return tag;
    }

    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /**
     * Sends the file as the answer.
     *
     * @param gzip whether the client unpacks; what packing does not make smaller is sent as it is
     */
    void send(boolean gzip, HttpServletResponse response) throws IOException {
        boolean smaller = gzip && packed.length < content.length;
        byte[] sent = smaller ? packed : content;
        response.setContentType(type);
        response.setContentLength(sent.length);
        if (smaller) {
            response.setHeader("Content-Encoding", "gzip");
        }
        response.getOutputStream().write(sent);
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each JDK has it
        }
    }

    private static byte[] gzip(byte[] content) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
