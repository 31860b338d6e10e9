package dev.easel.server.protocol.mcp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of a stream, each of at most some bytes. */
final class Lines {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final int mostBytes;

    Lines(InputStream in, int mostBytes) {
        this.in = new BufferedInputStream(in, BUFFER);
        this.mostBytes = mostBytes;
    }

    /**
     * A line.
     *
     * @param text without its end
     * @param whole whether it is all of it; the rest of a longer one is passed over
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Line(byte[] text, boolean whole) {
        boolean isBlank() {
            for (byte b : text) {
                if (b != ' ' && b != '\r' && b != '\t') {
                    return false;
                }
            }
            return true;
        }
    }

    /** {@return the next line; absent at the end of the stream} */
    Optional<Line> next() throws IOException {
        var text = new ByteArrayOutputStream();
        boolean whole = true;
        int b = in.read();
        if (b < 0) {
            return Optional.empty();
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (text.size() < mostBytes) {
                text.write(b);
            } else {
                whole = false;
            }
        }
        return Optional.of(new Line(text.toByteArray(), whole));
    }
}
