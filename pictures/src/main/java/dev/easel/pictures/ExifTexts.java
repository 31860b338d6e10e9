package dev.easel.pictures;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the texts of an EXIF block (Exif 2.3): the UserComment, which is A1111's {@code
 * parameters}, and texts such as {@code prompt:{...}}, which ComfyUI's nodes put into the tags of
 * the camera.
 */
final class ExifTexts {
    private static final int ENTRY = 12;
    private static final int EXIF_DIRECTORY = 0x8769;
    private static final int USER_COMMENT = 0x9286;
    private static final int DESCRIPTION = 0x010e;
    private static final int CAMERA_MODEL = 0x0110;
    private static final int CODE = 8;
    private static final byte[] PREFIX = {'E', 'x', 'i', 'f', 0, 0};

    private final ByteBuffer tiff;
    private final Map<String, String> texts = new LinkedHashMap<>();

    private ExifTexts(ByteBuffer tiff) {
        this.tiff = tiff;
    }

    /** {@return the texts by their keywords; none where the block is broken} */
    static Map<String, String> of(ByteBuffer exif) {
        var block = exif.slice();
        boolean prefixed =
                block.remaining() >= PREFIX.length
                        && block.slice(0, PREFIX.length).equals(ByteBuffer.wrap(PREFIX));
        int start = prefixed ? PREFIX.length : 0;
        var found = new ExifTexts(block.slice(start, block.remaining() - start));
        try {
            found.read();
        } catch (IndexOutOfBoundsException | BufferUnderflowException broken) {
            // What was found before it is broken is as good as it would be elsewhere.
        }
        return found.texts;
    }

    private void read() {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        readDirectory(tiff.getInt(4), true);
    }

    private void readDirectory(int directory, boolean first) {
        int entries = tiff.getShort(directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + ENTRY * i;
            int tag = tiff.getShort(entry) & 0xFFFF;
            if (tag == EXIF_DIRECTORY && first) {
                readDirectory(tiff.getInt(entry + 8), false);
            } else if (tag == USER_COMMENT) {
                texts.putIfAbsent(PictureTexts.PARAMETERS, comment(value(entry)));
            } else if (tag >= DESCRIPTION && tag <= CAMERA_MODEL) {
                addNamed(new String(value(entry), UTF_8));
            }
        }
    }

    /** Up to four bytes stand in the entry itself. */
    private byte[] value(int entry) {
        int length = tiff.getInt(entry + 4);
        int at = length <= Integer.BYTES ? entry + 8 : tiff.getInt(entry + 8);
        var value = new byte[Math.clamp(length, 0, tiff.capacity())];
        tiff.get(at, value);
        return value;
    }

    private void addNamed(String text) {
        int colon = text.indexOf(':');
        if (colon > 0) {
            String name = text.substring(0, colon).toLowerCase(Locale.ROOT);
            texts.putIfAbsent(name, text.substring(colon + 1).replace("\0", "").strip());
        }
    }

    private static String comment(byte[] value) {
        if (value.length < CODE) {
            return "";
        }
        var code = new String(value, 0, CODE, StandardCharsets.US_ASCII);
        var charset =
                !code.startsWith("UNICODE") ? UTF_8 : isLittleEndian(value) ? UTF_16LE : UTF_16BE;
        return new String(value, CODE, value.length - CODE, charset).replace("\0", "").strip();
    }

    /** Programs do not agree whether the order is that of the block; zeros in the text tell. */
    private static boolean isLittleEndian(byte[] value) {
        int behind = 0;
        for (int i = CODE; i + 1 < value.length; i += 2) {
            behind += (value[i + 1] == 0 ? 1 : 0) - (value[i] == 0 ? 1 : 0);
        }
        return behind > 0;
    }
}
