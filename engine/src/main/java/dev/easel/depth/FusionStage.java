package dev.easel.depth;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fuses feature maps from the coarsest to the finest (transformers {@code DPTFeatureFusionStage}).
 * Checkpoints also have a unit for the detail of the coarsest map, which is not used.
 */
final class FusionStage {
    private final List<FusionLayer> layers;
    private final List<ResidualUnit> details;

    FusionStage(Weights weights, int maps, int channels) {
        var stored = weights.at("layers");
        layers =
                IntStream.range(0, maps)
                        .mapToObj(i -> new FusionLayer(stored.at(i), channels))
                        .toList();
        details =
                IntStream.range(1, maps)
                        .mapToObj(
                                i -> new ResidualUnit(stored.at(i).at("residual_layer1"), channels))
                        .toList();
    }

    /**
     * {@return the layers' results, the last one at twice the height and width of the finest map}
     *
     * @param maps of equal channels, the coarsest first, each of about twice the height and width
     *     of the one before
     */
    List<Tensor> forward(List<Tensor> maps) {
        List<Tensor> fused = new ArrayList<>();
        fused.add(layers.getFirst().forward(maps.getFirst()));
        for (int i = 1; i < maps.size(); i++) {
            Tensor coarse = fused.getLast();
            Tensor fine = maps.get(i);
            var detail = details.get(i - 1);
            var layer = layers.get(i);
            fused.add(
                    TensorScope.returning(
                            () -> layer.forward(coarse.add(detail.forward(fitted(fine, coarse))))));
        }
        return fused;
    }

    /** Doubling what was rounded up when it was halved can give one row or column too many. */
    private static Tensor fitted(Tensor map, Tensor to) {
        return map.size(2) == to.size(2) && map.size(3) == to.size(3)
                ? map
                : Ops.resizeBilinear(map, to.size(2), to.size(3), false);
    }
}
