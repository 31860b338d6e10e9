package dev.easel.tensor;

/** What layers are tried with: maps of a guided pair, as networks have them. */
final class ProbeInput {
    /** Height times channels of the maps in a network, of which deeper ones have more. */
    private static final long SIDE_TIMES_CHANNELS = 64 * 320;

    private static final long LEAST_SIDE = 16;
    private static final long LARGEST_SIDE = 64;
    private static final long PAIR = 2;

    private ProbeInput() {}

    /**
     * {@return [2, in, side, side], zeros} What comes may be several maps side by side; so it is
     * the channels that go on that tell how large they are.
     *
     * @param weight [out, in, ..] of a convolution
     */
    static Tensor of(Tensor weight) {
        long side = side(weight.size(0));
        var shape = Shape.of(PAIR, weight.size(1), side, side);
        return Tensor.zeros(shape, weight.dtype(), Device.CPU).channelsLast();
    }

    /**
     * {@return [2, side², in], zeros} A linear layer may have more outputs than channels go on, or
     * more inputs.
     *
     * @param weight [out, in] of a linear layer
     */
    static Tensor tokens(Tensor weight) {
        long side = side(Math.min(weight.size(0), weight.size(1)));
        var shape = Shape.of(PAIR, side * side, weight.size(1));
        return Tensor.zeros(shape, weight.dtype(), Device.CPU);
    }

    private static long side(long channels) {
        return Math.clamp(SIDE_TIMES_CHANNELS / channels, LEAST_SIDE, LARGEST_SIDE);
    }
}
