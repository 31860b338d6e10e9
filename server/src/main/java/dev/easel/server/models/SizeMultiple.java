package dev.easel.server.models;

import dev.easel.catalog.ModelPlace;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.pipeline.ImageSize;

/** What both sides of a model's pictures must be multiples of, before it is loaded. */
final class SizeMultiple {
    private SizeMultiple() {}

    /** {@return the multiple; that of every model where its configurations cannot be read} */
    static int of(ModelPlace place) {
        try {
            return ImageSize.multipleFor(place);
        } catch (CheckpointException | IllegalStateException e) {
            return ImageSize.MULTIPLE; // loading it will say what is wrong
        }
    }
}
