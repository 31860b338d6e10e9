package dev.easel.server.web;

import dev.easel.server.error.ApiException;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Component;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Reads bodies up to a limit, unpacked if need be. All that are being read together take at most a
 * part of the heap: a sender takes as much of it as it has sent, and waits where there is none.
 */
@Component
final class BodyBytes {
    /** What is counted of the heap; small, for there may be thousands who send a byte and wait. */
    private static final int PIECE = 1 << 14;

    private static final int BUFFER = 1 << 13;

    /** A body is in memory as bytes, as text and decoded at the same time. */
    private static final int COPIES = 3;

    private static final int PATIENCE_SECONDS = 10;

    private final long limit;
    private final Semaphore pieces;

    BodyBytes(WebSettings settings) {
        this.limit = settings.bodyLimit();
        int most = (int) (Runtime.getRuntime().maxMemory() / 2 / COPIES / PIECE);
        this.pieces = new Semaphore(Math.max(most, (int) (limit / PIECE) + 1), true);
    }

    /** {@return what is made of the body, whose bytes are forgotten then} */
    <T> T read(HttpServletRequest request, Function<byte[], T> reader) throws IOException {
        if (request.getContentLengthLong() > limit) {
            throw tooLarge();
        }
        int taken = 0;
        try (var in = unpacked(request)) {
            var content = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                content.write(buffer, 0, n);
                if (content.size() > limit) {
                    throw tooLarge();
                }
                for (; (long) taken * PIECE < content.size(); taken++) {
                    takePiece();
                }
            }
            return reader.apply(content.toByteArray());
        } catch (ZipException | EOFException e) {
            throw ApiException.of(400, "The body is not packed as its Content-Encoding says");
        } finally {
            pieces.release(taken);
        }
    }

    private static InputStream unpacked(HttpServletRequest request) throws IOException {
        String encoding =
                Optional.ofNullable(request.getHeader("Content-Encoding"))
                        .map(e -> e.strip().toLowerCase(Locale.ROOT))
                        .orElse("identity");
        InputStream in = request.getInputStream();
        return switch (encoding) {
            case "", "identity" -> in;
            case "gzip", "x-gzip" -> new GZIPInputStream(in);
            case "deflate" -> new InflaterInputStream(in);
            default ->
                    throw ApiException.of(
                            415,
                            "Content-Encoding must be gzip, deflate or identity, got "
                                    + Shown.of(encoding));
        };
    }

    private void takePiece() {
        try {
            if (!pieces.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw ApiException.later(
                        503, "Too many large requests at the same time; try again later", 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiException.later(503, "The server is shutting down", 1);
        }
    }

    private ApiException tooLarge() {
        return ApiException.of(413, "The body must have at most %d bytes".formatted(limit));
    }
}
