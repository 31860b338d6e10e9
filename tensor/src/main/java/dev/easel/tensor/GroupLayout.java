package dev.easel.tensor;

/**
 * Which layout of a map LibTorch's group norm is quick with. Over maps of few places whose channels
 * are innermost it goes through each group of each place by itself, in vectors of {@link #VECTOR}
 * bytes, and value by value where those do not fit: 25 ns for a place's group on a core of Zen 4,
 * which is more than it takes to turn the map twice unless the groups are large.
 */
final class GroupLayout {
    /** So many places it goes through channel by channel, which is quick (its own limit). */
    private static final long MANY_PLACES = 1024;

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
        boolean fewPlaces = x.size(2) * x.size(3) < MANY_PLACES;
        return fewPlaces && channels < MANY_CHANNELS && channels * x.dtype().bytes() % VECTOR != 0;
    }
}
