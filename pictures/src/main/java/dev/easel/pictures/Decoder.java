package dev.easel.pictures;

import java.util.List;
import java.util.Map;

/**
 * A picture file whose header has been read. Pixels are decoded only by {@link #pixels}.
 *
 * <p>Constructors and methods throw {@link IllegalArgumentException}, or {@link
 * IndexOutOfBoundsException} where the content ends too early.
 */
sealed interface Decoder permits JpegDecoder, PngDecoder, WebpDecoder {
    /** {@return the width in pixels before the picture is turned upright} */
    int width();

    /** {@return the height in pixels before the picture is turned upright} */
    int height();

    /** {@return how the picture is to be turned} */
    Orientation orientation();

    /** {@return the ICC profile of {@link #pixels}, unchecked; empty if there is none} */
    byte[] profile();

    /** {@return the texts beside the pixels by their keywords, see {@link PictureTexts}} */
    Map<String, String> texts();

    /** {@return whether it has transparency, which may be none of its pixels'} */
    boolean mayBeTransparent();

    /**
     * Decodes the picture.
     *
     * @param translucent what becomes of translucent pixels
     * @param adjustments what was changed for it is added here
     * @return [height, width, 3] interleaved, a new array
     */
    byte[] pixels(Alpha translucent, List<String> adjustments);

    /** {@return the adjustment for an animation} */
    static String firstOf(int frames) {
        return "only the first of %d frames is used".formatted(frames);
    }
}
