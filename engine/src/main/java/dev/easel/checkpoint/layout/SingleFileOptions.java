package dev.easel.checkpoint.layout;

import dev.easel.sampling.Prediction;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a single file does not say of itself.
 *
 * @param configs a folder in diffusers' layout, of which the configurations and tokenizers count
 *     and weights are not looked for; absent for those of the published model
 * @param prediction what the UNet predicts; absent where it is to be found out
 * @param base for a UNet alone: the model that has the other parts, and the configurations
 */
public record SingleFileOptions(
        Optional<Path> configs, Optional<Prediction> prediction, Optional<ModelFiles> base) {
    /** All is found out. */
    public static final SingleFileOptions NONE =
            new SingleFileOptions(Optional.empty(), Optional.empty(), Optional.empty());

    /** {@return the same with the configurations of a folder} */
    public SingleFileOptions withConfigs(Path folder) {
        return new SingleFileOptions(Optional.of(folder), prediction, base);
    }

    /** {@return the same with what the UNet predicts} */
    public SingleFileOptions withPrediction(Prediction other) {
        return new SingleFileOptions(configs, Optional.of(other), base);
    }

    /** {@return the same with the other parts of a UNet alone from a model} */
    public SingleFileOptions withBase(ModelFiles model) {
        return new SingleFileOptions(configs, prediction, Optional.of(model));
    }
}
