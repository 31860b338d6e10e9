package dev.easel.vae;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights;
import dev.easel.checkpoint.Weights.Placement;
import dev.easel.nn.Conv2d;
import dev.easel.nn.Sequence;
import dev.easel.tensor.DType;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The decoder of a tiny autoencoder (TAESD by Ollin Boer Bohan; diffusers {@code DecoderTiny}): the
 * latents of a diffusion model to a picture that is nearly as good as the autoencoder's own, in a
 * small part of its time. Immutable; its weights belong to the store that it was loaded into.
 */
public final class TinyDecoder {
    /** Latents are limited to 3 tanh(z / 3), which beyond this is 3 to the last bit. */
    private static final double LIMIT = 30;

    private static final int COLOURS = 3;

    private final TinyLayout layout;
    private final DType dtype;
    private final Sequence layers;

    private TinyDecoder(TinyLayout layout, DType dtype, Sequence layers) {
        this.layout = layout;
        this.dtype = dtype;
        this.layers = layers;
    }

    /**
     * {@return the decoder in a file, which may hold its encoder too}
     *
     * @param store owns the weights
     * @throws CheckpointException where the file holds no such network, or a broken one
     */
    public static TinyDecoder load(
            SafetensorsFile file, ParameterStore store, Placement placement) {
        var layout = TinyLayout.of(file);
        var weights = Weights.of(file, store, placement).exact();
        var numbered = layout.in(weights);
        int latents = layout.latentChannels();
        int width = layout.width();

        List<UnaryOperator<Tensor>> layers = new ArrayList<>();
        layers.add(Conv2d.same(numbered.at(layout.first()), latents, width, 3)::forward);
        layers.add(Ops::relu);
        for (int i : layout.between()) {
            var layer = numbered.at(i);
            if (layout.isBlock(i)) {
                layers.add(new TinyBlock(layer, width)::forward);
            } else {
                layers.add(TinyDecoder::doubled);
                layers.add(Conv2d.unbiased(layer, width, width, 3)::forward);
            }
        }
        layers.add(Conv2d.same(numbered.at(layout.last()), width, COLOURS, 3)::forward);
        weights.requireAllUsed(layout::isForeign);
        return new TinyDecoder(layout, weights.dtype(), Sequence.of(layers));
    }

    private static Tensor doubled(Tensor x) {
        return Ops.resizeNearest(x, 2 * x.size(2), 2 * x.size(3));
    }

    public int latentChannels() {
        return layout.latentChannels();
    }

    /** {@return how often the latents' height and width are doubled} */
    public int doublings() {
        return layout.doublings();
    }

    /**
     * {@return pictures [batch, 3, ..], height and width doubled {@link #doublings} times, float32,
     * about in [-1, 1] but not clamped, in the innermost scope}
     *
     * @param latents [batch, latentChannels, height, width], as the diffusion model works on them
     */
    public Tensor decode(Tensor latents) {
        return TensorScope.returning(() -> {
            Tensor limited = limited(latents.to(DType.F32)).to(dtype).channelsLast();
            return layers.forward(limited).to(DType.F32).mul(2).add(-1);
        });
    }

    /** {@return 3 tanh(z / 3), tanh y being (e - 1) / (e + 1) with e = exp(2 y)} */
    private static Tensor limited(Tensor latents) {
        Tensor e = latents.clamp(-LIMIT, LIMIT).mul(2.0 / 3).exp();
        return e.add(-1).div(e.add(1)).mul(3);
    }
}
