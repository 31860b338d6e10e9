package dev.easel.family;

import dev.easel.model.DeviceTurns;
import dev.easel.model.LatentCodec;
import dev.easel.nn.PixelTensor;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.vae.Autoencoder;

/** A variational autoencoder with the scaling of its latents. Its calls take the device's turn. */
record KlCodec(Autoencoder vae, DeviceTurns turns) implements LatentCodec {
    @Override
    public Encoded encode(Tensor pixels) {
        var latents = turns.inTurn(() -> vae.encode(pixels));
        var scaling = vae.config().scaling();
        return noise -> scaling.toModel(latents.sample(noise));
    }

    @Override
    public Tensor decode(Tensor latents) {
        return TensorScope.returning(() -> turns.inTurn(() -> vae.decode(vae.fromModel(latents))));
    }

    @Override
    public RgbImage picture(Tensor latents) {
        return turns.inTurn(() -> {
            try (var _ = TensorScope.open()) {
                return PixelTensor.toPicture(decode(latents).div(2).add(0.5));
            }
        });
    }
}
