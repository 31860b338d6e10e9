package dev.easel.nn;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Two convolutions around a sum with the block's input: [batch, in, height, width] to [batch, out,
 * height, width]. In a UNet the embedding of the time is added between them (diffusers {@code
 * ResnetBlock2D}, time scale shift "default").
 */
public final class ResnetBlock {
    private final NormSiluConv first;
    private final Optional<Linear> timeProjection;
    private final NormSiluConv second;
    private final Optional<Linear> shortcut;
    private final TilingRule tiling;
    private final int out;

    /**
     * The sizes of a block.
     *
     * @param timeWidth of the time's embedding; absent in a VAE
     */
    public record Config(int in, int out, int groups, double eps, OptionalInt timeWidth) {}

    public ResnetBlock(Weights weights, Config config) {
        out = config.out();
        tiling = TilingRule.of(weights.placement());
        first = half(weights, 1, config.in(), config);
        timeProjection =
                config.timeWidth().isPresent()
                        ? Optional.of(
                                Linear.biased(
                                        weights.at("time_emb_proj").exact(),
                                        config.timeWidth().getAsInt(),
                                        out))
                        : Optional.empty();
        second = half(weights, 2, out, config);
        shortcut =
                config.in() == out
                        ? Optional.empty()
                        : Optional.of(
                                Linear.pointwise(weights.at("conv_shortcut"), config.in(), out));
    }

    private static NormSiluConv half(Weights weights, int number, int in, Config config) {
        return new NormSiluConv(
                new GroupNorm(weights.at("norm" + number), config.groups(), in, config.eps()),
                Conv2d.same(weights.at("conv" + number), in, config.out(), 3));
    }

    /**
     * {@return the result of a block without time} Overwrites or gives up x, which must not be used
     * afterwards.
     */
    public Tensor forward(Tensor x, NormMoments moments) {
        return TensorScope.returning(() -> {
            Tensor h = first.forward(x, moments);
            Tensor sum =
                    shortcut.map(s -> RowTiledLayers.pointwise(s, out, x, tiling.of(x).ofLast()))
                            .orElse(x);
            return second.forward(h, moments, Epilogue.onto(sum));
        });
    }

    /**
     * {@return the result of a block with time}
     *
     * @param time the time's embedding after its activation, [batch, timeWidth]
     */
    public Tensor forward(Tensor x, Tensor time) {
        return TensorScope.returning(() -> {
            Tensor h = withTime(x, time);
            var sum =
                    shortcut.map(s ->
                                    Epilogue.onto(
                                            RowTiledLayers.pointwise(s, out, x, tiling.of(x))))
                            .orElseGet(() -> Epilogue.plus(x));
            return second.forward(h, NormMoments.OWN, sum);
        });
    }

    private Tensor withTime(Tensor x, Tensor time) {
        return TensorScope.returning(() -> {
            Tensor h = first.forward(x);
            return timeProjection.map(p -> h.add(perChannel(p.forward(time)))).orElse(h);
        });
    }

    private static Tensor perChannel(Tensor x) { // [batch, out] -> [batch, out, 1, 1]
        return x.unsqueeze(-1).unsqueeze(-1);
    }
}
