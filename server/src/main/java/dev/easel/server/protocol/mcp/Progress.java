package dev.easel.server.protocol.mcp;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Numbers that only grow, as MCP wants them of progress. Between two steps they grow too, by less
 * and less: clients give up on who says nothing for long.
 */
final class Progress {
    /** How much of the way to the next step one more wait is. */
    private static final double PART = 0.1;

    private double told = -1;
    private double next = 1;
    private OptionalDouble whole = OptionalDouble.empty();

    /**
     * What a client is told.
     *
     * @param progress more than the last time
     * @param total that it grows to, once that is known
     */
    record Step(double progress, OptionalDouble total, String message) {}

    /** {@return the step to tell; absent where it is no more than what was told} */
    Optional<Step> to(double done, double of, String message) {
        if (done <= told) {
            return Optional.empty();
        }
        whole = OptionalDouble.of(of);
        told = done;
        next = Math.min(done + 1, of);
        return Optional.of(new Step(told, whole, message));
    }

    /** {@return a step between the last one and the next; absent where there is none} */
    Optional<Step> waiting(String message) {
        return to(told < 0 ? 0 : told + (next - told) * PART, message);
    }

    private Optional<Step> to(double between, String message) {
        if (between <= told) {
            return Optional.empty();
        }
        told = between;
        return Optional.of(new Step(told, whole, message));
    }
}
