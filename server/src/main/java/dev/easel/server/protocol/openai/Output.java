package dev.easel.server.protocol.openai;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.PictureTexts;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * How pictures are handed over.
 *
 * @param compression 0 to 100, the quality of a lossy file; the format's usual one where absent
 */
record Output(ImageFormat format, OptionalInt compression) {
    private static final long ANY_SIZE = Long.MAX_VALUE;

    /** {@return the name of the format in requests and answers} */
    String name() {
        return format.name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return a picture's file in this format, with its recipe}
     *
     * @param png as the picture was made
     */
    byte[] of(byte[] png) {
        if (format == ImageFormat.PNG) {
            return png;
        }
        var text = PictureTexts.of(png).getOrDefault(PictureTexts.PARAMETERS, "");
        return ImageCodec.encode(
                ImageCodec.decode(png, ANY_SIZE).image(), encoding().withParameters(text));
    }

    Encoding encoding() {
        var usual = Encoding.of(format);
        return compression.isPresent() && format != ImageFormat.PNG
                ? usual.withQuality(Math.max(1, compression.getAsInt()))
                : usual;
    }
}
