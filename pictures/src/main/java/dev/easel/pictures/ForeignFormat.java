package dev.easel.pictures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;

/** Names formats that are not read, by their first bytes, for the sentence that refuses them. */
final class ForeignFormat {
    private static final int BEGINNING = 512;

    private static final List<Entry<String, String>> SIGNATURES =
            List.of(
                    Map.entry("GIF8", "a GIF"),
                    Map.entry("BM", "a BMP"),
                    Map.entry("II*\0", "a TIFF or a camera's raw file"),
                    Map.entry("MM\0*", "a TIFF or a camera's raw file"),
                    Map.entry("\u00FF\n", "a JPEG XL"),
                    Map.entry("\0\0\0\fJXL ", "a JPEG XL"),
                    Map.entry("\0\0\0\fjP  ", "a JPEG 2000"),
                    Map.entry("\0\0\1\0", "an icon (ICO)"),
                    Map.entry("8BPS", "a Photoshop file"),
                    Map.entry("%PDF", "a PDF"),
                    Map.entry("PK\3\4", "a ZIP archive"),
                    Map.entry("\u001F\u008B", "a gzip archive"),
                    Map.entry("RIFF", "a RIFF file that is no WebP"));

    private ForeignFormat() {}

    /** {@return what the content seems to be, with its article} */
    static String of(byte[] content) {
        if (content.length == 0) {
            return "an empty file";
        }
        int length = Math.min(content.length, BEGINNING);
        var beginning = new String(content, 0, length, ISO_8859_1);
        for (var signature : SIGNATURES) {
            if (beginning.startsWith(signature.getKey())) {
                return signature.getValue();
            }
        }
        if (beginning.startsWith("ftyp", 4)) {
            return media(beginning.substring(8));
        }
        return isText(content, length) ? text(beginning) : "a file of another kind";
    }

    /** By the first brand of an ISO base media file (ISO/IEC 14496-12). */
    private static String media(String brand) {
        if (brand.startsWith("avi")) {
            return "an AVIF";
        }
        return brand.startsWith("he") || brand.startsWith("mif") || brand.startsWith("msf")
                ? "a HEIC"
                : "a film";
    }

    private static String text(String beginning) {
        var lower = beginning.toLowerCase(Locale.ROOT);
        if (lower.contains("<svg")) {
            return "an SVG";
        }
        return lower.contains("<html") || lower.contains("<!doctype html") ? "a web page" : "text";
    }

    /** Whether it has no control characters but those that separate lines and words. */
    private static boolean isText(byte[] content, int length) {
        for (int i = 0; i < length; i++) {
            if (content[i] >= 0 && content[i] < ' ' && "\t\n\f\r".indexOf(content[i]) < 0) {
                return false;
            }
        }
        return true;
    }
}
