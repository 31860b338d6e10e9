package dev.easel.pictures;

/**
 * How a picture becomes a file.
 *
 * @param quality 1 to 100; PNG pays no heed to it, WebP is lossless at 100
 * @param parameters the text to carry along, usually {@link Recipe#text()}; none if empty. PNG has
 *     it as {@code parameters}; JPEG and WebP as EXIF's UserComment, where A1111 has it too. A JPEG
 *     holds about 32,000 characters and goes without a longer text.
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
