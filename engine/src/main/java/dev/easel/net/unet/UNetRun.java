package dev.easel.net.unet;

import dev.easel.model.Backbone;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.List;
import java.util.Optional;

/**
 * The calls of a UNet for one picture.
 *
 * @param last of the conditioning's batch alone
 * @param extraChannels behind those of the latents
 */
record UNetRun(
        UNet network,
        PreparedConditioning conditioning,
        PreparedConditioning last,
        UNetExtras extras,
        Optional<Tensor> extraChannels)
        implements Backbone.Run {

    @Override
    public Tensor predict(Tensor x, double time) {
        return predict(x, time, conditioning);
    }

    @Override
    public Tensor predictLast(Tensor x, double time) {
        return predict(x, time, last);
    }

    private Tensor predict(Tensor x, double time, PreparedConditioning prompts) {
        double[] timesteps = {time};
        return TensorScope.returning(() -> {
            Tensor sample = extraChannels.map(e -> Tensor.cat(List.of(x, e), 1)).orElse(x);
            return network.forward(sample, timesteps, prompts, extras);
        });
    }

    @Override
    public void close() {
        extras.close();
    }
}
