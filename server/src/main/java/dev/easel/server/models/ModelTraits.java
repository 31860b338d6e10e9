package dev.easel.server.models;

import dev.easel.catalog.ModelKnowledge;
import dev.easel.catalog.ModelPlace;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.pipeline.ImageSize;
import dev.easel.pipeline.ModelDefaults;
import dev.easel.sampling.Samplers;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a model's files say of it, without its weights.
 *
 * @param defaults what its pictures are made with where a request leaves it open
 * @param multiple of which both sides of its pictures must be
 * @param family SD 1.x, SD 2.x or SDXL; absent for others
 * @param knowledge what a small model knows; absent for those that know most things
 * @param bytes of its weights in files
 * @param isSdxl whether it has SDXL's two text encoders
 */
public record ModelTraits(
        ModelDefaults defaults,
        int multiple,
        Optional<String> family,
        Optional<ModelKnowledge> knowledge,
        long bytes,
        boolean isSdxl) {
    /** Those of a model that cannot be read: loading it will say what is wrong. */
    static final ModelTraits OF_ANY =
            new ModelTraits(
                    new ModelDefaults(new ImageSize(512, 512), Samplers.K_EULER, 20, 7),
                    ImageSize.MULTIPLE,
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    false);

    /**
     * {@return what the files of a model say now}
     *
     * @param path where they lie
     * @throws CheckpointException where they are broken
     * @throws IllegalStateException where this machine has no room for the embedded model
     */
    static ModelTraits read(ModelPlace place, Path path) {
        return new ModelTraits(
                ModelDefaults.of(place),
                ImageSize.multipleFor(place),
                place.files().family(),
                knowledge(place),
                WeightFiles.bytes(path),
                place.files().isSdxl());
    }

    /** A broken list of words refuses no request. */
    private static Optional<ModelKnowledge> knowledge(ModelPlace place) {
        try {
            return ModelKnowledge.of(place);
        } catch (CheckpointException e) {
            return Optional.empty();
        }
    }

    /** {@return whether it takes a negative prompt: without guidance none is looked at} */
    public boolean isGuided() {
        return defaults.guidanceScale() > 1;
    }
}
