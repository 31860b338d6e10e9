package dev.easel.nn;

import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * Which layout of a feature map LibTorch's group norm is quick with. Over maps of few positions
 * whose channels are innermost it goes through each group of each position by itself, in vectors of
 * {@link #VECTOR} bytes, and value by value where those do not fit: 25 ns for a position's group on
 * a core of Zen 4, which is more than it takes to transpose the map twice unless the groups are
 * large.
 */
final class GroupLayout {
    /** So many positions it goes through channel by channel, which is quick (its own limit). */
    private static final long MANY_POSITIONS = 1024;

    private static final int VECTOR = 32;

    /** Channels of a group that are faster as they are. */
    private static final long MANY_CHANNELS = 24;

    private GroupLayout() {}

    /** {@return whether x had better have its channels outermost} */
    static boolean isSlow(Tensor x, int groups) {
        if (!x.device().isCpu() || !x.isChannelsLast()) {
            return false;
        }
        long channels = x.size(1) / groups;
        boolean fewPositions = x.size(2) * x.size(3) < MANY_POSITIONS;
        return fewPositions
                && channels < MANY_CHANNELS
                && channels * x.dtype().bytes() % VECTOR != 0;
    }

    /** {@return x normalised over groups of channels, in its own layout and by the quick way} */
    static Tensor groupNorm(Tensor x, int groups, Tensor weight, Tensor bias, double eps) {
        return isSlow(x, groups)
                ? TensorScope.returning(() ->
                        Ops.groupNorm(x.contiguous(), groups, weight, bias, eps).channelsLast())
                : Ops.groupNorm(x, groups, weight, bias, eps);
    }
}
