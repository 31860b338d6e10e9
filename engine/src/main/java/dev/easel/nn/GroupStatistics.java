package dev.easel.nn;

import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The moments that the group norms of a network found in a sample, to be used for other inputs:
 * parts of a picture are then normalised alike, and fit together (the "fast mode" of the tiled VAE
 * in multidiffusion-upscaler-for-automatic1111). Holds no native memory.
 */
final class GroupStatistics implements NormMoments {
    private final Map<GroupNorm, float[]> found;

    private GroupStatistics(Map<GroupNorm, float[]> found) {
        this.found = found;
    }

    /** {@return the moments of a sample, see {@link NormMoments#ofSample}} */
    static GroupStatistics of(Sequence network, Tensor sample) {
        var found = new IdentityHashMap<GroupNorm, float[]>();
        NormMoments recording =
                (norm, x) -> {
                    var moments = norm.moments(x);
                    found.put(norm, moments);
                    return Optional.of(moments);
                };
        try (var _ = TensorScope.open()) {
            network.forward(sample, recording);
        }
        return new GroupStatistics(found);
    }

    @Override
    public Optional<float[]> of(GroupNorm norm, Tensor x) {
        return Optional.of(
                Objects.requireNonNull(found.get(norm), "the sample has not passed this norm"));
    }
}
