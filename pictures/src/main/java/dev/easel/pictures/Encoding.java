package dev.easel.pictures;

/**
 * How a picture is encoded.
 *
 * @param quality 1 to 100; ignored by PNG, lossless for WebP at 100
 * @param parameters the text to store in the file, usually {@link Recipe#text()}; none if empty. As
 *     in A1111 it is a PNG's text {@code parameters}, and EXIF's UserComment in JPEG and WebP. A
 *     JPEG holds about 32,000 characters; a longer text is left out.
 */
public record Encoding(ImageFormat format, int quality, String parameters) {
    /** Checks the quality. */
    public Encoding {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("quality must be between 1 and 100, got " + quality);
        }
    }

    /** The format's usual quality (JPEG 95, WebP 90) and no text. */
    public static Encoding of(ImageFormat format) {
        return new Encoding(format, format.defaultQuality(), "");
    }

    /** {@return the same with this quality} */
    public Encoding withQuality(int quality) {
        return new Encoding(format, quality, parameters);
    }

    /** {@return the same with this text} */
    public Encoding withParameters(String parameters) {
        return new Encoding(format, quality, parameters);
    }
}
