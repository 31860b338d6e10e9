package dev.easel.nn;

import dev.easel.tensor.Tensor;

import java.util.Optional;

/** The means and variances that the group norms of a network normalise by. */
@FunctionalInterface
public interface NormMoments {
    /** Each norm uses those of its own input. */
    NormMoments OWN = (_, _) -> Optional.empty();

    /**
     * {@return the moments that the norms of a network find in a sample, to be used for other
     * inputs of the same network} They hold no native memory and can be used on any thread.
     *
     * @param network uses each of its norms once
     * @param sample [1, ..]
     */
    static NormMoments ofSample(Sequence network, Tensor sample) {
        return GroupStatistics.of(network, sample);
    }

    /**
     * {@return the means of the groups, then their variances; absent where the norm uses the
     * input's own}
     *
     * @param x the norm's input, [1, channels, ..]
     */
    Optional<float[]> of(GroupNorm norm, Tensor x);
}
