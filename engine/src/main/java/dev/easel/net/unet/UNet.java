package dev.easel.net.unet;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.Weights;
import dev.easel.model.Backbone;
import dev.easel.model.Conditioning;
import dev.easel.nn.Conv2d;
import dev.easel.nn.GroupNorm;
import dev.easel.nn.NormSiluConv;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * The network that predicts noise or velocity (diffusers {@code UNet2DConditionModel}). Immutable;
 * its weights belong to the store of the {@link Weights} that it was loaded from.
 *
 * <p>The blocks compute in the weights' dtype. The time's embedding, the first and the last
 * convolution compute in float32: there, rounding would go straight into the result.
 */
public final class UNet implements Backbone {
    private final UNetConfig config;
    private final DType dtype;
    private final Device device;
    private final TimeEmbedding time;
    private final Conv2d convIn;
    private final Blocks blocks;
    private final Head head;

    private UNet(Weights weights, UNetConfig config) {
        this.config = config;
        dtype = weights.dtype();
        device = weights.device();
        time = new TimeEmbedding(weights, config);
        convIn = convIn(weights, config);
        blocks = new Blocks(weights, config);
        head = new Head(weights, config);
    }

    /**
     * {@return the network of a configuration}
     *
     * @throws CheckpointException where a tensor is missing or has another shape
     */
    public static UNet load(Weights weights, UNetConfig config) {
        return new UNet(weights, config);
    }

    @Override
    public PreparedConditioning prepare(Conditioning conditioning) {
        Tensor context = conditioning.context();
        if (context.shape().rank() != 3 || context.size(2) != config.contextWidth()) {
            throw wrongContext("batch", context.shape());
        }
        try (var scope = TensorScope.open()) {
            var sizes = time.ofSizes(conditioning).map(scope::promote);
            var text =
                    CrossAttentionCache.of(blocks.crossAttentions(), context.to(dtype))
                            .map(scope::promote);
            return new PreparedConditioning(this, context.shape(), sizes, text);
        }
    }

    /** As the next one, for a call that has nothing in common with others. */
    Tensor forward(Tensor sample, double[] timesteps, Conditioning conditioning) {
        return TensorScope.returning(
                () -> forward(sample, timesteps, prepare(conditioning), UNetExtras.none()));
    }

    /**
     * Predicts noise or velocity; which of them, the network itself does not know.
     *
     * @param sample noisy latents [batch, inChannels, height, width], any height and width, or one
     *     for all of the batch
     * @param timesteps one for each of the batch or one for all, 0 to 999, fractions allowed
     * @param conditioning of the batch, prepared by this network
     * @param extras of the same run
     * @return [batch, outChannels, height, width], float32, in the innermost scope
     * @throws IllegalArgumentException where the inputs do not fit the network or each other
     */
    Tensor forward(
            Tensor sample,
            double[] timesteps,
            PreparedConditioning conditioning,
            UNetExtras extras) {
        requireFit(sample, timesteps, conditioning);
        long batch = conditioning.batch();
        return TensorScope.returning(() -> {
            // One sample stays one until it meets the texts, unless sizes tell it apart before.
            boolean sharedBatch = timesteps.length == 1 && conditioning.sizes().isEmpty();
            var time = timesteps(timesteps, sharedBatch ? 1 : batch);
            var embeddings =
                    new Embeddings(
                            embed(time, conditioning, extras.guidanceScale()),
                            timesteps[0],
                            conditioning.text(),
                            batch,
                            extras);
            Tensor x = sharedBatch ? enter(sample) : enter(sample).ofBatch(batch);
            return head.forward(blocks.forward(x, embeddings));
        });
    }

    static Conv2d convIn(Weights weights, UNetConfig config) {
        int channels = config.levels().getFirst().channels();
        return Conv2d.same(weights.at("conv_in").as(DType.F32), config.inChannels(), channels, 3);
    }

    private Tensor embed(
            Tensor timesteps, PreparedConditioning conditioning, double guidanceScale) {
        return TensorScope.returning(() -> {
            Tensor embedded = time.ofTimesteps(timesteps, guidanceScale);
            return time.forward(embedded, conditioning.sizes()).to(dtype);
        });
    }

    private Tensor enter(Tensor sample) {
        return TensorScope.returning(
                () -> convIn.forward(sample.to(DType.F32).channelsLast()).to(dtype));
    }

    private Tensor timesteps(double[] timesteps, long batch) {
        float[] values = new float[Math.toIntExact(batch)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) timesteps[timesteps.length == 1 ? 0 : i];
        }
        return Tensor.of(values, Shape.of(batch)).to(device);
    }

    private void requireFit(Tensor sample, double[] timesteps, PreparedConditioning conditioning) {
        Shape found = sample.shape();
        if (found.rank() != 4 || found.size(1) != config.inChannels()) {
            throw new IllegalArgumentException(
                    "sample must have the shape [batch, %d, height, width], got %s"
                            .formatted(config.inChannels(), found));
        }
        long batch = conditioning.batch();
        if (timesteps.length != 1 && timesteps.length != batch) {
            throw new IllegalArgumentException(
                    "timesteps must be 1 or %d numbers, got %d".formatted(batch, timesteps.length));
        }
        if (found.size(0) != batch && found.size(0) != 1) {
            throw wrongContext(Long.toString(found.size(0)), conditioning.context());
        }
    }

    private IllegalArgumentException wrongContext(String batch, Shape found) {
        return new IllegalArgumentException(
                "context must have the shape [%s, tokens, %d], got %s"
                        .formatted(batch, config.contextWidth(), found));
    }

    /** What follows the last block, in float32. */
    private static final class Head {
        private final NormSiluConv layers;

        Head(Weights root, UNetConfig config) {
            var weights = root.as(DType.F32);
            int channels = config.levels().getFirst().channels();
            var norm =
                    new GroupNorm(
                            weights.at("conv_norm_out"), config.groups(), channels, config.eps());
            var conv = Conv2d.same(weights.at("conv_out"), channels, config.outChannels(), 3);
            layers = new NormSiluConv(norm, conv);
        }

        Tensor forward(Tensor x) {
            return layers.forward(x);
        }
    }
}
