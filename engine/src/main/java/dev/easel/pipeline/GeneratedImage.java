package dev.easel.pipeline;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFiles;
import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.Recipe;
import dev.easel.pictures.RgbImage;

import java.nio.file.Path;
import java.util.List;

/**
 * A picture and how it was made.
 *
 * @param seed that makes it again, alone
 * @param adjustments what of the request was brought to fit the model, in words for people
 */
public record GeneratedImage(RgbImage image, long seed, Recipe recipe, List<String> adjustments) {
    public GeneratedImage {
        adjustments = List.copyOf(adjustments);
    }

    /** {@return the picture as a file's content, with the recipe as its {@code parameters}} */
    public byte[] encode(ImageFormat format) {
        return ImageCodec.encode(image, Encoding.of(format).withParameters(recipe.text()));
    }

    /**
     * Writes the picture, in the format that the file's extension names. The file is whole or not
     * there.
     *
     * @throws IllegalArgumentException where the extension is none that is known
     * @throws java.io.UncheckedIOException where the file cannot be written
     */
    public void write(Path file) {
        ImageFiles.write(file, encode(ImageFormat.ofFile(file)));
    }
}
