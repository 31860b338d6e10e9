package dev.easel.pictures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;

/**
 * Encodes a picture as the bytes of a file, and decodes such bytes. Equal pictures and encodings
 * give equal bytes.
 */
public final class ImageCodec {
    /** The usual limit of pixels for decoding: today's phones take pictures of 48 megapixels. */
    public static final long MAX_PIXELS = 50_000_000;

    /** Rows of 16-bit RGB with alpha are then still shorter than the longest array. */
    private static final long MOST_PIXELS = 1 << 27;

    private ImageCodec() {}

    /** The sides of a picture in pixels, upright. */
    public record Size(int width, int height) {
        /**
         * {@return this size, which is not too large to be decoded}
         *
         * @param maxPixels width times height, usually {@link #MAX_PIXELS}
         * @throws IllegalArgumentException if it has more pixels
         */
        public Size requireAtMost(long maxPixels) {
            long limit = Math.min(maxPixels, MOST_PIXELS);
            if ((long) width * height > limit) {
                throw new IllegalArgumentException(
                        "a picture may have at most %d pixels, got %dx%d"
                                .formatted(limit, width, height));
            }
            return this;
        }
    }

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
     * {@return the size that {@link #decode} gives the picture, read from its header} No pixels are
     * decoded, and no memory is allocated for them. What is broken behind the header is not
     * noticed.
     *
     * @throws IllegalArgumentException if the header is not that of a PNG, JPEG or WebP that can be
     *     decoded; its message is one sentence
     */
    public static Size size(byte[] content) {
        return opened(content, ImageCodec::size);
    }

    /**
     * {@return how {@link #decode} turns the picture upright, in words for people, read from its
     * header; absent where it is upright}
     *
     * @throws IllegalArgumentException if {@link #size} throws it
     */
    public static Optional<String> turning(byte[] content) {
        return opened(content, ImageCodec::turning);
    }

    private static Optional<String> turning(Decoder decoder) {
        var orientation = decoder.orientation();
        return orientation.equals(Orientation.UPRIGHT)
                ? Optional.empty()
                : Optional.of("turned upright (EXIF orientation %d)".formatted(orientation.exif()));
    }

    /**
     * Decodes a PNG, JPEG or WebP, which is recognised by its content. The picture is turned
     * upright, laid on white and converted to 8-bit sRGB; of an animation the first frame is taken.
     * The adjustments say what was done.
     *
     * <p>The size is checked before any pixels are allocated. At its peak, decoding then takes up
     * to 7 bytes of heap per pixel (3 are usual, 6 if the picture is turned), for a PNG two rows of
     * up to 8 bytes per pixel in addition, for a WebP a copy of its compressed pixels, and up to 16
     * MiB for a colour profile. libjpeg and libwebp take up to 8 bytes per pixel outside the heap.
     *
     * @param maxPixels width times height, usually {@link #MAX_PIXELS}
     * @throws IllegalArgumentException if the content is something else, of a rare kind, damaged,
     *     cut off, or has more pixels; its message is one sentence
     */
    public static AdjustedImage decode(byte[] content, long maxPixels) {
        return opened(
                content,
                decoder -> {
                    size(decoder).requireAtMost(maxPixels);
                    return decode(decoder);
                });
    }

    /**
     * {@return whether a picture has transparency, read from its header} None of its pixels need be
     * transparent for that.
     *
     * @throws IllegalArgumentException if {@link #size} throws it
     */
    public static boolean mayBeTransparent(byte[] content) {
        return opened(content, Decoder::mayBeTransparent);
    }

    /**
     * {@return how transparent each pixel is: white where nothing is seen of it, black where it is
     * opaque} As {@link #decode} in all else.
     *
     * @param maxPixels width times height, usually {@link #MAX_PIXELS}
     * @throws IllegalArgumentException as {@link #decode}
     */
    public static RgbImage transparency(byte[] content, long maxPixels) {
        return opened(
                content,
                decoder -> {
                    size(decoder).requireAtMost(maxPixels);
                    var levels = decoder.pixels(Alpha.TRANSPARENCY, new ArrayList<>());
                    var image = RgbImage.owning(decoder.width(), decoder.height(), levels);
                    return decoder.orientation().apply(image);
                });
    }

    static <T> T opened(byte[] content, Function<Decoder, T> use) {
        try {
            return use.apply(decoder(content));
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "the picture is cut off: it ends before a part that it announces", e);
        }
    }

    private static Decoder decoder(byte[] content) {
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

    private static Size size(Decoder decoder) {
        return decoder.orientation().swapsSides()
                ? new Size(decoder.height(), decoder.width())
                : new Size(decoder.width(), decoder.height());
    }

    private static AdjustedImage decode(Decoder decoder) {
        var adjustments = new ArrayList<String>();
        var rgb = decoder.pixels(Alpha.ON_WHITE, adjustments);
        ColourProfile.apply(decoder.profile(), rgb, adjustments);
        var image = RgbImage.owning(decoder.width(), decoder.height(), rgb);
        turning(decoder).ifPresent(adjustments::add);
        return new AdjustedImage(decoder.orientation().apply(image), adjustments);
    }
}
