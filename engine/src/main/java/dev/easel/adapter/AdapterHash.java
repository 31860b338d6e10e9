package dev.easel.adapter;

import dev.easel.checkpoint.CheckpointException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The sum by which A1111 and kohya's scripts know an adapter: the SHA-256 of its file without the
 * header, so that a changed title leaves it (kohya's {@code addnet_hash_safetensors}; A1111's
 * {@code network_on_disk.py}).
 */
final class AdapterHash {
    /** Where a file says it of itself. */
    static final String KEY = "sshs_model_hash";

    private static final int DIGITS = 12;
    private static final Pattern STATED = Pattern.compile("[0-9a-f]{12,64}");

    private final Path path;
    private Optional<String> known;

    AdapterHash(Path path, Optional<String> stated) {
        this.path = path;
        known =
                stated.filter(sum -> STATED.matcher(sum).matches())
                        .map(sum -> sum.substring(0, DIGITS));
    }

    /** {@return its first twelve digits} */
    synchronized String get() {
        String sum = known.orElseGet(this::computed);
        known = Optional.of(sum);
        return sum;
    }

    private String computed() {
        try (var in = Files.newInputStream(path)) {
            var length = ByteBuffer.wrap(in.readNBytes(Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
            in.skipNBytes(length.getLong());
            return sum(in).substring(0, DIGITS);
        } catch (IOException e) {
            throw new CheckpointException(path + " is missing or cannot be read", e);
        }
    }

    private static String sum(InputStream in) throws IOException {
        try (var digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
