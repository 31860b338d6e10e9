package dev.easel.nn;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Two convolutions around a sum with the block's input: [batch, in, height, width] to [batch, out,
 * height, width]. In a UNet the embedding of the time is added between them (diffusers {@code
 * ResnetBlock2D}, time scale shift "default").
 */
public final class ResnetBlock {
    private final GroupNorm norm1;
    private final Conv2d conv1;
    private final Optional<Linear> timeProjection;
    private final GroupNorm norm2;
    private final Conv2d conv2;
    private final Optional<Linear> shortcut;
    private final int out;

    /**
     * The sizes of a block.
     *
     * @param timeWidth of the time's embedding; absent in a VAE
     */
    public record Config(int in, int out, int groups, double eps, OptionalInt timeWidth) {}

    public ResnetBlock(Weights weights, Config config) {
        out = config.out();
        norm1 = new GroupNorm(weights.at("norm1"), config.groups(), config.in(), config.eps());
        conv1 = Conv2d.same(weights.at("conv1"), config.in(), out, 3);
        timeProjection =
                config.timeWidth().isPresent()
                        ? Optional.of(
                                Linear.biased(
                                        weights.at("time_emb_proj").exact(),
                                        config.timeWidth().getAsInt(),
                                        out))
                        : Optional.empty();
        norm2 = new GroupNorm(weights.at("norm2"), config.groups(), out, config.eps());
        conv2 = Conv2d.same(weights.at("conv2"), out, out, 3);
        shortcut =
                config.in() == out
                        ? Optional.empty()
                        : Optional.of(
                                Linear.pointwise(weights.at("conv_shortcut"), config.in(), out));
    }

    /** For blocks without time, and for the last use of x: its memory may be taken. */
    public Tensor forward(Tensor x) {
        return forward(
                x,
                Optional.empty(),
                () -> Epilogue.onto(shortcut.map(s -> lastOfEachPlace(s, x)).orElse(x)));
    }

    /**
     * For blocks with time.
     *
     * @param time the time's embedding after its activation, [batch, timeWidth]
     */
    public Tensor forward(Tensor x, Tensor time) {
        return forward(
                x,
                Optional.of(time),
                () ->
                        shortcut.map(s -> Epilogue.onto(eachPlace(s, x)))
                                .orElseGet(() -> Epilogue.plus(x)));
    }

    /**
     * @param past what is added, made when the first half has read x
     */
    private Tensor forward(Tensor x, Optional<Tensor> time, Supplier<Epilogue> past) {
        return TensorScope.returning(() -> {
            Tensor h = firstHalf(x, time);
            return conv2.forwardActivated(norm2, h, past.get());
        });
    }

    private Tensor eachPlace(Linear linear, Tensor x) {
        return Ops.inStrips(x, out, rows -> pointwise(linear, rows));
    }

    private Tensor lastOfEachPlace(Linear linear, Tensor x) {
        return Ops.inStripsOfLast(x, out, rows -> pointwise(linear, rows));
    }

    /** What a convolution of 1x1 does; as a linear layer it is as fast for maps of any size. */
    private static Tensor pointwise(Linear linear, Tensor x) {
        return FeatureMap.fromTokens(linear.forward(FeatureMap.toTokens(x)), x);
    }

    private Tensor firstHalf(Tensor x, Optional<Tensor> time) {
        return TensorScope.returning(() -> {
            Tensor h = conv1.forwardActivated(norm1, x, Epilogue.none());
            return timeProjection
                    .map(p -> h.add(perChannel(p.forward(time.orElseThrow()))))
                    .orElse(h);
        });
    }

    private static Tensor perChannel(Tensor x) { // [batch, out] -> [batch, out, 1, 1]
        return x.unsqueeze(-1).unsqueeze(-1);
    }
}
