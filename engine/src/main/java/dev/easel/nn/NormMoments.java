package dev.easel.nn;

import dev.easel.tensor.Tensor;

import java.util.Optional;

/** The means and variances that the group norms of a network normalise by. */
@FunctionalInterface
public interface NormMoments {
    /** Each norm uses those of its own input. */
    NormMoments OWN = (_, _) -> Optional.empty();

    /**
     * {@return the means of the groups, then their variances; absent where the norm uses the
     * input's own}
     *
     * @param x the norm's input, [1, channels, ..]
     */
    Optional<float[]> of(GroupNorm norm, Tensor x);
}
