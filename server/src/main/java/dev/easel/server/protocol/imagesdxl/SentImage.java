package dev.easel.server.protocol.imagesdxl;

import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.RgbImage;

import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/**
 * A picture that came with a request. It is kept as the file that it is; its pixels are there only
 * while they are looked at.
 *
 * @param width in pixels, upright
 * @param height in pixels, upright
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record SentImage(byte[] file, int width, int height, long maxPixels) {
    private static final Pattern DATA_URL =
            Pattern.compile("data:[^,]{0,200},", Pattern.CASE_INSENSITIVE);
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** Pixels of large pictures are large: few requests have theirs at the same time. */
    private static final Semaphore DECODERS = new Semaphore(2, true);

    /**
     * {@return the picture in a text}
     *
     * @param text base64, standard or URL-safe, with or without {@code data:} in front
     * @throws InvalidRequestException where it is none that can be read
     */
    static SentImage of(String text, long maxPixels) {
        byte[] file = bytes(text);
        var pixels = decode(file, maxPixels);
        return new SentImage(file, pixels.width(), pixels.height(), maxPixels);
    }

    /** {@return the pixels, upright, on white} */
    RgbImage decode() {
        return decode(file, maxPixels);
    }

    private static RgbImage decode(byte[] file, long maxPixels) {
        DECODERS.acquireUninterruptibly();
        try {
            return ImageCodec.decode(file, maxPixels).image();
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("image cannot be read: " + e.getMessage());
        } finally {
            DECODERS.release();
        }
    }

    private static byte[] bytes(String text) {
        var prefix = DATA_URL.matcher(text);
        String bare = prefix.lookingAt() ? text.substring(prefix.end()) : text;
        String standard = SPACE.matcher(bare).replaceAll("").replace('-', '+').replace('_', '/');
        try {
            byte[] file = Base64.getDecoder().decode(standard);
            if (file.length > 0) {
                return file;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw Fields.wrong("image", "base64 of a PNG, JPEG or WebP file", text);
    }
}
