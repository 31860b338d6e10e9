package dev.easel.pipeline;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Says when the next preview may be made: at once, then at most twice a second. */
public final class PreviewPace {
    private static final long LEAST_NANOS = 500_000_000;

    private final LongSupplier clock;
    private OptionalLong last = OptionalLong.empty();

    /**
     * Begins with the first.
     *
     * @param clock nanoseconds from any time on, such as {@link System#nanoTime}
     */
    public PreviewPace(LongSupplier clock) {
        this.clock = clock;
    }

    /** {@return whether it is time for a preview, which then counts as made} */
    public boolean isTime() {
        long now = clock.getAsLong();
        if (last.isPresent() && now - last.getAsLong() < LEAST_NANOS) {
            return false;
        }
        last = OptionalLong.of(now);
        return true;
    }
}
