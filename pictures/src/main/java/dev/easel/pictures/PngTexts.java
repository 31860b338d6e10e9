package dev.easel.pictures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.InflaterInputStream;

/** Reads the texts of a PNG: tEXt, zTXt and iTXt (PNG 1.2, section 4.2.3). */
final class PngTexts {
    /** Of a text that is compressed; ComfyUI's workflows have some hundred thousand bytes. */
    private static final int LONGEST = 1 << 22;

    /** More are not looked at, since small chunks may hold long texts. */
    private static final int MOST = 64;

    private PngTexts() {}

    /** {@return the texts by their keywords, as far as the file is whole} */
    static Map<String, String> of(byte[] png) {
        var texts = new LinkedHashMap<String, String>();
        int at = PngWriter.SIGNATURE.length;
        try {
            while (at < png.length && texts.size() < MOST) {
                var chunk = PngChunk.at(png, at);
                add(
                        chunk.type(),
                        Arrays.copyOfRange(png, chunk.start(), chunk.start() + chunk.length()),
                        texts);
                at = chunk.end();
            }
        } catch (IndexOutOfBoundsException cutOff) {
            // What came before it is whole.
        }
        return texts;
    }

    private static void add(String type, byte[] data, Map<String, String> texts) {
        if (!type.equals("tEXt") && !type.equals("zTXt") && !type.equals("iTXt")) {
            return;
        }
        int end = zero(data, 0);
        var keyword = new String(data, 0, end, ISO_8859_1);
        texts.putIfAbsent(
                keyword,
                switch (type) {
                    case "tEXt" -> text(data, end + 1, false, ISO_8859_1);
                    case "zTXt" -> text(data, end + 2, true, ISO_8859_1);
                    default -> {
                        int language = end + 3; // behind a flag and the method
                        int translated = zero(data, language) + 1;
                        yield text(data, zero(data, translated) + 1, data[end + 1] == 1, UTF_8);
                    }
                });
    }

    /** {@return where the next zero is} */
    private static int zero(byte[] data, int from) {
        int at = from;
        while (data[at] != 0) {
            at++;
        }
        return at;
    }

    private static String text(byte[] data, int from, boolean compressed, Charset charset) {
        var in = new ByteArrayInputStream(data, from, data.length - from);
        try (var plain = compressed ? new InflaterInputStream(in) : in) {
            return new String(plain.readNBytes(LONGEST), charset);
        } catch (IOException broken) {
            return "";
        }
    }
}
