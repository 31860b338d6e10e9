package dev.easel.upscale;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Conv2d;
import dev.easel.nn.Sequence;
import dev.easel.tensor.DType;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A plain stack of convolutions with learned slopes between them, whose result is added to the
 * enlarged picture (Real-ESRGAN {@code SRVGGNetCompact}). The stack computes in the weights' dtype,
 * the convolutions at both ends in float32.
 */
final class CompactNet implements UpscaleNetwork {
    private final CompactConfig config;
    private final Sequence body;

    CompactNet(Weights weights, CompactConfig config) {
        this.config = config;
        int last = config.convolutions() - 1;
        List<UnaryOperator<Tensor>> layers = new ArrayList<>();
        layers.add(Tensor::channelsLast);
        for (int i = 0; i <= last; i++) {
            boolean end = i == 0 || i == last;
            var at = weights.as(end ? DType.F32 : weights.dtype()).at("body");
            int in = i == 0 ? 3 : config.features();
            int out = i == last ? 3 * config.scale() * config.scale() : config.features();
            DType dtype = at.dtype();
            layers.add(x -> x.to(dtype));
            layers.add(Conv2d.same(at.at(2 * i), in, out, 3)::forward);
            if (i < last) {
                Tensor slopes = at.at(2 * i + 1).take("weight", Shape.of(out));
                layers.add(x -> Ops.prelu(x, slopes));
            }
        }
        body = Sequence.of(layers);
    }

    @Override
    public int scale() {
        return config.scale();
    }

    @Override
    public int grid() {
        return 1;
    }

    @Override
    public Tensor forward(Tensor picture) {
        return TensorScope.returning(() -> {
            Tensor detail = Ops.pixelShuffle(body.forward(picture), scale());
            return detail.add(Ops.resizeNearest(picture, detail.size(2), detail.size(3)));
        });
    }
}
