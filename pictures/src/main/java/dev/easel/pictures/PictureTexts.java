package dev.easel.pictures;

import java.util.Map;

/** The texts that programs keep in a picture's file beside the pixels. */
public final class PictureTexts {
    /** The keyword of A1111's recipe, see {@link RecipeText}. */
    public static final String PARAMETERS = "parameters";

    private PictureTexts() {}

    /**
     * {@return the texts of a PNG, JPEG or WebP by their keywords} A comment in EXIF data, where
     * JPEG and WebP have their recipe, is called {@link #PARAMETERS}.
     *
     * @throws IllegalArgumentException if the content is no such picture; its message is one
     *     sentence
     */
    public static Map<String, String> of(byte[] content) {
        return ImageCodec.opened(content, Decoder::texts);
    }
}
