package dev.easel.upscale;

import dev.easel.checkpoint.Weights;
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
 * ESRGAN's and Real-ESRGAN's generator: residual-in-residual dense blocks on the small picture,
 * then doublings (Wang et al. 2018; 2021; BasicSR {@code RRDBNet}). The body computes in the
 * weights' dtype, the first and the last convolutions in float32.
 */
final class RrdbNet implements UpscaleNetwork {
    private final RrdbConfig config;
    private final DType dtype;
    private final Conv2d first;
    private final Sequence body;
    private final Sequence head;

    RrdbNet(Weights weights, RrdbConfig config) {
        this.config = config;
        int features = config.features();
        int colours = 3 * config.unshuffle() * config.unshuffle();
        var exact = weights.as(DType.F32);
        dtype = weights.dtype();
        first = Conv2d.same(exact.at("conv_first"), colours, features, 3);
        body = body(weights, config);
        head = head(weights, config);
    }

    private static Sequence body(Weights weights, RrdbConfig config) {
        List<UnaryOperator<Tensor>> layers = new ArrayList<>();
        for (int i = 0; i < config.blocks(); i++) {
            layers.add(new RrdbBlock(weights.at("body").at(i), config)::forward);
        }
        layers.add(same(weights.at("conv_body"), config)::forward);
        return Sequence.of(layers);
    }

    private static Sequence head(Weights weights, RrdbConfig config) {
        List<UnaryOperator<Tensor>> layers = new ArrayList<>();
        for (int i = 1; i <= config.doublings(); i++) {
            layers.add(RrdbNet::doubled);
            layers.add(same(weights.at("conv_up" + i), config)::forward);
            layers.add(RrdbBlock::activate);
        }
        layers.add(same(weights.at("conv_hr"), config)::forward);
        layers.add(RrdbBlock::activate);
        layers.add(x -> x.to(DType.F32));
        layers.add(
                Conv2d.same(weights.as(DType.F32).at("conv_last"), config.features(), 3, 3)
                        ::forward);
        return Sequence.of(layers);
    }

    private static Conv2d same(Weights weights, RrdbConfig config) {
        return Conv2d.same(weights, config.features(), config.features(), 3);
    }

    private static Tensor doubled(Tensor x) {
        return Ops.resizeNearest(x, 2 * x.size(2), 2 * x.size(3));
    }

    @Override
    public int scale() {
        return config.scale();
    }

    @Override
    public int grid() {
        return config.unshuffle();
    }

    @Override
    public Tensor forward(Tensor picture) {
        return TensorScope.returning(() -> {
            Tensor features = TensorScope.returning(() -> enter(picture));
            Tensor seen = TensorScope.returning(() -> features.add(body.forward(features)));
            Tensor large = head.forward(seen);
            return large.narrow(2, 0, picture.size(2) * scale())
                    .narrow(3, 0, picture.size(3) * scale());
        });
    }

    /** Sides that are not multiples are padded by reflection; the result is cropped. */
    private Tensor enter(Tensor picture) {
        int side = config.unshuffle();
        Tensor full =
                Ops.padReflect(
                        picture,
                        Math.floorMod(-picture.size(3), side),
                        Math.floorMod(-picture.size(2), side));
        return first.forward(Ops.pixelUnshuffle(full, side).channelsLast()).to(dtype);
    }
}
