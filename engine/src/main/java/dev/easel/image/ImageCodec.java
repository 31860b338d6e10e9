package dev.easel.image;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Makes a picture into the bytes of a file; equal pictures and encodings give equal bytes. */
public final class ImageCodec {
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
}
