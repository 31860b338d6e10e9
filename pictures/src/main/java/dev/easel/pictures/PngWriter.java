package dev.easel.pictures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes PNG, 8 bits a colour, each row with the filter of least sum (PNG 1.2, section 9.6). */
final class PngWriter {
    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    /** Under which A1111 keeps the recipe. */
    private static final String KEYWORD = "parameters";

    private static final int PIXEL = 3;
    private static final int FILTERS = 5;

    private PngWriter() {}

    static byte[] write(RgbImage image, String parameters) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var png = new DataOutputStream(bytes);
        png.write(SIGNATURE);
        writeChunk(png, "IHDR", header(image));
        if (!parameters.isEmpty()) {
            writeText(png, parameters);
        }
        writeChunk(png, "IDAT", compress(image));
        writeChunk(png, "IEND", new byte[0]);
        return bytes.toByteArray();
    }

    private static byte[] header(RgbImage image) {
        byte bitDepth = 8;
        byte trueColour = 2;
        return ByteBuffer.allocate(13)
                .putInt(image.width())
                .putInt(image.height())
                .put(bitDepth)
                .put(trueColour)
                .array(); // then deflate, adaptive filters, not interlaced: all 0
    }

    /**
     * Writes tEXt if all characters are Latin-1, else iTXt. Neither allows NUL, which is left out.
     */
    private static void writeText(DataOutputStream png, String text) throws IOException {
        var clean = text.replace("\0", "");
        if (ISO_8859_1.newEncoder().canEncode(clean)) {
            writeChunk(png, "tEXt", (KEYWORD + "\0" + clean).getBytes(ISO_8859_1));
        } else {
            // After the keyword: not compressed, method 0, no language, no translated keyword.
            writeChunk(png, "iTXt", (KEYWORD + "\0\0\0\0\0" + clean).getBytes(UTF_8));
        }
    }

    private static byte[] compress(RgbImage image) throws IOException {
        int stride = image.width() * PIXEL;
        var bytes = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(bytes)) {
            var above = new byte[stride];
            var row = new byte[stride];
            for (int y = 0; y < image.height(); y++) {
                System.arraycopy(image.bytes(), y * stride, row, 0, stride);
                deflater.write(bestFiltered(row, above));
                var used = above;
                above = row;
                row = used;
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] bestFiltered(byte[] row, byte[] above) {
        var best = filter(0, row, above);
        long least = sum(best);
        for (int kind = 1; kind < FILTERS; kind++) {
            var filtered = filter(kind, row, above);
            long sum = sum(filtered);
            if (sum < least) {
                least = sum;
                best = filtered;
            }
        }
        return best;
    }

    private static byte[] filter(int kind, byte[] row, byte[] above) {
        var filtered = new byte[row.length + 1];
        filtered[0] = (byte) kind;
        for (int i = 0; i < row.length; i++) {
            int left = i < PIXEL ? 0 : row[i - PIXEL] & 0xFF;
            int up = above[i] & 0xFF;
            int corner = i < PIXEL ? 0 : above[i - PIXEL] & 0xFF;
            int predicted =
                    switch (kind) {
                        case 1 -> left;
                        case 2 -> up;
                        case 3 -> (left + up) / 2;
                        case 4 -> PngFilter.paeth(left, up, corner);
                        default -> 0;
                    };
            filtered[i + 1] = (byte) (row[i] - predicted);
        }
        return filtered;
    }

    private static long sum(byte[] filtered) {
        long sum = 0;
        for (int i = 1; i < filtered.length; i++) {
            sum += Math.abs(filtered[i]);
        }
        return sum;
    }

    private static void writeChunk(DataOutputStream png, String type, byte[] data)
            throws IOException {
        var name = type.getBytes(ISO_8859_1);
        var crc = new CRC32();
        crc.update(name);
        crc.update(data);
        png.writeInt(data.length);
        png.write(name);
        png.write(data);
        png.writeInt((int) crc.getValue());
    }
}
