package dev.easel.model;

import dev.easel.checkpoint.Weights.Placement;

/**
 * How a model computes.
 *
 * @param placement the numbers that it computes with, where, and by which kernels
 * @param turns that it takes on that device
 */
public record Execution(Placement placement, DeviceTurns turns) {
    /**
     * Checks that both are of one device.
     *
     * @throws IllegalArgumentException where they are not
     */
    public Execution {
        turns.requireOf(placement.device());
    }

    /** {@return the same in the turns that this process shares} */
    public static Execution shared(Placement placement) {
        return new Execution(placement, DeviceTurns.shared(placement.device()));
    }

    /** {@return the same where no weight may take more memory than it has numbers} */
    public Execution compacted() {
        return new Execution(placement.compacted(), turns);
    }
}
