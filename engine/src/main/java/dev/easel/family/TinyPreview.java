package dev.easel.family;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.model.DeviceTurns;
import dev.easel.model.LoadedModel;
import dev.easel.nn.PixelTensor;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.vae.TinyDecoder;
import dev.easel.vae.VaeConfig;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Quick pictures of latents by a tiny decoder. Each takes the device's turn. */
record TinyPreview(TinyDecoder decoder, DeviceTurns turns) implements Function<Tensor, RgbImage> {
    /** Of Stable Diffusion 1 and 2, and of XL: with these factors latents have unit variance. */
    private static final double SD_FACTOR = 0.18215;

    private static final double SDXL_FACTOR = 0.13025;

    /**
     * {@return the name of the decoder that was published for an autoencoder's latents} Nothing in
     * a model names its autoencoder; the scaling of the latents, five digits that were measured,
     * tells which of the published ones it is, or was made from.
     */
    static Optional<String> nameOf(VaeConfig vae) {
        if (vae.latentChannels() != 4 || vae.factor() != 8) {
            return Optional.empty();
        }
        if (vae.scaling().isFactor(SD_FACTOR)) {
            return Optional.of("taesd_decoder");
        }
        return vae.scaling().isFactor(SDXL_FACTOR)
                ? Optional.of("taesdxl_decoder")
                : Optional.empty();
    }

    static TinyPreview load(Path file, LoadedModel model, ParameterStore store) {
        var design = model.design();
        try (var source = SafetensorsFile.open(file)) {
            var decoder = TinyDecoder.load(source, store, model.execution().placement());
            if (decoder.latentChannels() != design.latentChannels()
                    || 1L << Math.min(decoder.doublings(), 32) != design.latentFactor()) {
                throw new CheckpointException(
                        "%s decodes latents of %d channels and doubles them %d times; %s has %d channels, and pictures of %d times the size"
                                .formatted(
                                        source.name(),
                                        decoder.latentChannels(),
                                        decoder.doublings(),
                                        model.name(),
                                        design.latentChannels(),
                                        design.latentFactor()));
            }
            return new TinyPreview(decoder, model.turns());
        }
    }

    @Override
    public RgbImage apply(Tensor latents) {
        return turns.inTurn(() -> {
            try (var _ = TensorScope.open()) {
                return PixelTensor.toPicture(decoder.decode(latents).div(2).add(0.5));
            }
        });
    }
}
