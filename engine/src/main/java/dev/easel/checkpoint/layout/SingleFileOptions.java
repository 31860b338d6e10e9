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
 */
public record SingleFileOptions(Optional<Path> configs, Optional<Prediction> prediction) {
    /** All is found out. */
    public static final SingleFileOptions NONE =
            new SingleFileOptions(Optional.empty(), Optional.empty());

    /** {@return the same with the configurations of a folder} */
    public SingleFileOptions withConfigs(Path folder) {
        return new SingleFileOptions(Optional.of(folder), prediction);
    }

    /** {@return the same with what the UNet predicts} */
    public SingleFileOptions withPrediction(Prediction other) {
        return new SingleFileOptions(configs, Optional.of(other));
    }
}
