package dev.easel.upscale;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Conv2d;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Three dense blocks with a residual around each and around all, each scaled by 0.2. */
final class RrdbBlock {
    private static final double RESIDUAL = 0.2;
    private static final double SLOPE = 0.2;

    private final List<Dense> blocks;

    RrdbBlock(Weights weights, RrdbConfig config) {
        blocks =
                IntStream.rangeClosed(1, 3)
                        .mapToObj(i -> new Dense(weights.at("rdb" + i), config))
                        .toList();
    }

    static Tensor activate(Tensor x) {
        return Ops.leakyRelu(x, SLOPE);
    }

    Tensor forward(Tensor x) {
        return TensorScope.returning(() -> {
            Tensor result = x;
            for (var block : blocks) {
                Tensor before = result;
                result = TensorScope.returning(() -> block.forward(before));
            }
            return result.mul(RESIDUAL).add(x);
        });
    }

    /** Convolutions of which each sees the results of all before it. */
    private static final class Dense {
        private static final int CONVOLUTIONS = 5;

        private final List<Conv2d> convolutions;

        Dense(Weights weights, RrdbConfig config) {
            convolutions =
                    IntStream.range(0, CONVOLUTIONS)
                            .mapToObj(i -> {
                                int in = config.features() + i * config.growth();
                                boolean last = i == CONVOLUTIONS - 1;
                                int out = last ? config.features() : config.growth();
                                return Conv2d.same(weights.at("conv" + (i + 1)), in, out, 3);
                            })
                            .toList();
        }

        Tensor forward(Tensor x) {
            List<Tensor> seen = new ArrayList<>(List.of(x));
            for (var convolution : convolutions.subList(0, CONVOLUTIONS - 1)) {
                seen.add(
                        TensorScope.returning(
                                () -> activate(convolution.forward(Tensor.cat(seen, 1)))));
            }
            Tensor all = Tensor.cat(seen, 1);
            return convolutions.getLast().forward(all).mul(RESIDUAL).add(x);
        }
    }
}
