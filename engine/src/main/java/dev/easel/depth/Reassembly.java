package dev.easel.depth;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Activation;
import dev.easel.nn.Conv2d;
import dev.easel.nn.FeatureMap;
import dev.easel.nn.Linear;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.List;
import java.util.Optional;

/**
 * Turns a hidden state back into a feature map: the token of each position is joined with the class
 * token (transformers {@code DPTReassembleStage}, readout type "project").
 */
final class Reassembly {
    private final int layer;
    private final Linear readout;
    private final Activation activation;
    private final Conv2d projection;
    private final Optional<Conv2d> halving;

    /** {@code index} is that of the feature map among all that the neck fuses. */
    Reassembly(Weights weights, int index, DepthConfig.Tap tap, DepthConfig.Transformer config) {
        int width = config.width();
        var resizing = weights.at("layers").at(index);
        layer = tap.layer();
        readout = Linear.biased(weights.at("readout_projects").at(index).at(0), 2 * width, width);
        activation = config.activation();
        projection = Conv2d.same(resizing.at("projection"), width, tap.channels(), 1);
        halving =
                tap.halved()
                        ? Optional.of(Conv2d.halving(resizing.at("resize"), tap.channels(), 1))
                        : Optional.empty();
    }

    /**
     * {@return [batch, channels, height, width], or half of both, rounded up}
     *
     * @param states of each layer, [batch, 1 + height * width, width of the transformer]
     * @param grid any map of the shape [batch, .., height, width]
     */
    Tensor forward(List<Tensor> states, Tensor grid) {
        return TensorScope.returning(() -> {
            Tensor state = states.get(layer);
            long positions = state.size(1) - 1;
            Tensor whole = state.narrow(1, 0, 1).expand(-1, positions, -1);
            Tensor joined = Tensor.cat(List.of(state.narrow(1, 1, positions), whole), 2);
            Tensor read = activation.apply(readout.forward(joined));
            Tensor map = projection.forward(FeatureMap.fromTokens(read, grid));
            return halving.map(h -> h.forward(map)).orElse(map);
        });
    }
}
