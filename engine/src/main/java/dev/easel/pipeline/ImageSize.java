package dev.easel.pipeline;

import dev.easel.catalog.ModelPlace;
import dev.easel.family.ModelFamily;
import dev.easel.model.ModelDesign;

/**
 * The size of a picture in pixels.
 *
 * @param width a multiple of 8 from 64 to 2048
 * @param height a multiple of 8 from 64 to 2048
 */
public record ImageSize(int width, int height) {
    public static final int MIN = 64;
    public static final int MAX = 2048;
    public static final int MULTIPLE = 8;
    public static final int MAX_PIXELS = MAX * MAX;

    public ImageSize {
        ParameterRange.WIDTH.require(width);
        ParameterRange.HEIGHT.require(height);
    }

    /**
     * {@return the size of a request's pictures}
     *
     * @throws IllegalArgumentException where it is that of a picture that is not yet fitted
     * @throws java.util.NoSuchElementException where the request leaves it open
     */
    public static ImageSize of(ImageRequest request) {
        return switch (request) {
            case TextToImage text -> text.size().orElseThrow();
            case ImageToImage given -> new ImageSize(given.image().width(), given.image().height());
        };
    }

    /**
     * {@return what both sides of a model's pictures must be multiples of} Its configurations are
     * read, its weights are not.
     *
     * @throws dev.easel.checkpoint.CheckpointException where a configuration is missing or broken
     */
    public static int multipleFor(ModelPlace place) {
        return multipleFor(ModelFamily.of(place.files()));
    }

    /** {@return the same of a design} */
    static int multipleFor(ModelDesign design) {
        return Math.max(MULTIPLE, design.latentFactor());
    }

    /**
     * Checks that a model can make pictures of this size.
     *
     * @param factor pixels of a latent's side
     * @throws IllegalArgumentException where a side is no multiple of it
     */
    void requireMultipleOf(int factor) {
        ParameterRange.side("width", factor).require(width);
        ParameterRange.side("height", factor).require(height);
    }

    /** {@return for example {@code 512x512}, width first} */
    @Override
    public String toString() {
        return width + "x" + height;
    }
}
