package dev.easel.server.pull;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a file's content must hash to.
 *
 * @param kind of hash
 * @param hex in small letters
 */
record Checksum(Kind kind, String hex) {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final Pattern SHA_256 = Pattern.compile("\\p{XDigit}{64}");

    /** What is hashed, and how. */
    enum Kind {
        SHA256("SHA-256", "SHA-256"),
        /** Git's name of a file: SHA-1 over its length and its content. */
        GIT_BLOB("SHA-1", "git hash");

        private final String algorithm;
        private final String title;

        Kind(String algorithm, String title) {
            this.algorithm = algorithm;
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /**
     * {@return a SHA-256}
     *
     * @throws PullException where a text is none
     */
    static Checksum sha256(String hex) {
        if (!SHA_256.matcher(hex).matches()) {
            throw new PullException("a SHA-256 has 64 hexadecimal digits, got " + hex);
        }
        return new Checksum(Kind.SHA256, hex.toLowerCase(Locale.ROOT));
    }

    /** {@return what a file hashes to in this kind} */
    String of(Path file) throws IOException {
        return of(file, kind);
    }

    /** {@return what a file hashes to} */
    static String of(Path file, Kind kind) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var digest = MessageDigest.getInstance(kind.algorithm);
            if (kind == Kind.GIT_BLOB) {
                digest.update(("blob " + channel.size() + "\0").getBytes(UTF_8));
            }
            var buffer = ByteBuffer.allocate(BUFFER_BYTES);
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has both
        }
    }
}
