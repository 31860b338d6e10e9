package dev.easel.pictures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;

/**
 * Makes a picture into the bytes of a file, and such bytes into a picture. Equal pictures and
 * encodings give equal bytes.
 */
public final class ImageCodec {
    /** The most pixels that a picture may usually have to be decoded. */
    public static final long MAX_PIXELS = 4096 * 4096;

    /** Rows of 16-bit RGB with alpha are then still shorter than the longest array. */
    private static final long MOST_PIXELS = 1 << 27;

    private ImageCodec() {}

    /**
     * The picture as a whole file.
     *
     * @throws IllegalArgumentException if a side is longer than the format allows
     */
    public static byte[] encode(RgbImage image, Encoding encoding) {
        int limit = encoding.format().longestSide();
        if (image.width() > limit || image.height() > limit) {
            throw new IllegalArgumentException(
                    "%s holds at most %d pixels a side, got %dx%d"
                            .formatted(encoding.format(), limit, image.width(), image.height()));
        }
        try {
            return switch (encoding.format()) {
                case PNG -> PngWriter.write(image, encoding.parameters());
                case JPEG -> JpegWriter.write(image, encoding);
                case WEBP -> WebpWriter.write(image, encoding);
            };
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode the picture as " + encoding.format(), e);
        }
    }

    /**
     * The picture in a PNG, JPEG or WebP, told by its content: upright, on white, in sRGB of 8
     * bits; of several frames the first. The adjustments say what was done to get there.
     *
     * <p>The size is checked before anything of it is allocated. At its peak, decoding then takes
     * up to 7 bytes of heap a pixel (6 is usual), for a PNG two rows of up to 8 bytes a pixel more,
     * for a WebP a copy of its pixels' bytes, and up to 16 MiB for a colour profile. libjpeg and
     * libwebp take up to 8 bytes a pixel outside the heap.
     *
     * @param maxPixels width times height, usually {@link #MAX_PIXELS}
     * @throws IllegalArgumentException if the content is something else, of a rare kind, damaged,
     *     cut off, or has more pixels; its message is one sentence
     */
    public static AdjustedImage decode(byte[] content, long maxPixels) {
        try {
            var file = open(content);
            requireAtMost(Math.min(maxPixels, MOST_PIXELS), file);
            return decode(file);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "the picture is cut off: it ends before a part that it announces", e);
        }
    }

    private static Decoder open(byte[] content) {
        var format =
                ImageFormat.ofContent(content)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "a picture must be PNG, JPEG or WebP, got "
                                                + ForeignFormat.of(content)));
        return switch (format) {
            case PNG -> new PngDecoder(content);
            case JPEG -> new JpegDecoder(content);
            case WEBP -> new WebpDecoder(content);
        };
    }

    private static void requireAtMost(long maxPixels, Decoder file) {
        if ((long) file.width() * file.height() > maxPixels) {
            throw new IllegalArgumentException(
                    "a picture may have at most %d pixels, got %dx%d"
                            .formatted(maxPixels, file.width(), file.height()));
        }
    }

    private static AdjustedImage decode(Decoder file) {
        var adjustments = new ArrayList<String>();
        var rgb = file.pixels(adjustments);
        ColourProfile.apply(file.profile(), rgb, adjustments);
        var image = RgbImage.owning(file.width(), file.height(), rgb);
        var orientation = file.orientation();
        if (!orientation.equals(Orientation.UPRIGHT)) {
            adjustments.add("turned upright (EXIF orientation %d)".formatted(orientation.exif()));
        }
        return new AdjustedImage(orientation.apply(image), adjustments);
    }
}
