package dev.easel.pictures;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.InflaterInputStream;

/** The texts inside a PNG: tEXt (Latin-1), zTXt (the same, deflated) and iTXt (UTF-8). */
public final class PngText {
    /** The keyword under which A1111 keeps the recipe. */
    public static final String PARAMETERS = "parameters";

    /** A deflated text may not become longer than this, whatever the file holds. */
    private static final int LONGEST_TEXT = 1 << 24;

    private PngText() {}

    /**
     * The texts of a PNG by keyword in the order of the file; of equal keywords the first.
     *
     * @throws IllegalArgumentException if the bytes are no PNG, or one that is cut off or broken
     */
    public static Map<String, String> read(byte[] png) {
        var in = ByteBuffer.wrap(png);
        var signature = new byte[Math.min(PngWriter.SIGNATURE.length, png.length)];
        in.get(signature);
        if (!Arrays.equals(signature, PngWriter.SIGNATURE)) {
            throw new IllegalArgumentException("not a PNG: its signature is missing");
        }
        var texts = new LinkedHashMap<String, String>();
        var type = "";
        while (!type.equals("IEND")) {
            int length = in.remaining() < 12 ? -1 : in.getInt();
            if (length < 0 || length > in.remaining() - 8) {
                throw new IllegalArgumentException(
                        "the PNG is cut off or broken at byte " + in.position());
            }
            type = new String(take(in, 4), StandardCharsets.ISO_8859_1);
            var data = ByteBuffer.wrap(png, in.position(), length).slice();
            if (type.equals("tEXt") || type.equals("zTXt") || type.equals("iTXt")) {
                texts.putIfAbsent(word(data), text(type, data));
            }
            in.position(in.position() + length + Integer.BYTES); // past the data and its CRC
        }
        return Collections.unmodifiableMap(texts);
    }

    private static String text(String type, ByteBuffer data) {
        if (type.equals("tEXt")) {
            return new String(rest(data), StandardCharsets.ISO_8859_1);
        }
        if (type.equals("zTXt")) {
            take(data, 1); // the method, always deflate
            return new String(inflate(rest(data)), StandardCharsets.ISO_8859_1);
        }
        boolean deflated = take(data, 2)[0] != 0;
        word(data); // language
        word(data); // keyword in that language
        var utf8 = rest(data);
        return new String(deflated ? inflate(utf8) : utf8, StandardCharsets.UTF_8);
    }

    /** The bytes up to a NUL, which is passed. */
    private static String word(ByteBuffer data) {
        int start = data.position();
        while (take(data, 1)[0] != 0) {
            // goes on
        }
        int length = data.position() - 1 - start;
        return new String(data.array(), data.arrayOffset() + start, length, StandardCharsets.UTF_8);
    }

    private static byte[] rest(ByteBuffer data) {
        return take(data, data.remaining());
    }

    private static byte[] take(ByteBuffer data, int count) {
        if (data.remaining() < count) {
            throw new IllegalArgumentException("a text of the PNG is cut off");
        }
        var bytes = new byte[count];
        data.get(bytes);
        return bytes;
    }

    private static byte[] inflate(byte[] deflated) {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            var bytes = in.readNBytes(LONGEST_TEXT + 1);
            if (bytes.length > LONGEST_TEXT) {
                throw new IllegalArgumentException(
                        "a text of the PNG is longer than " + LONGEST_TEXT + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new IllegalArgumentException("a text of the PNG cannot be inflated", e);
        }
    }
}
