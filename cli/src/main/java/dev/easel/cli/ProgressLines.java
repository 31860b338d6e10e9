package dev.easel.cli;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * Lines for a log: the first step and the last of each picture, and between them one for each tenth
 * of the work, but none within two seconds of the former; at least one in ten seconds where steps
 * come that often.
 */
final class ProgressLines implements Progress {
    private static final long LEAST_NANOS = 2_000_000_000L;
    private static final long MOST_NANOS = 10_000_000_000L;

    private final PrintStream err;
    private final LongSupplier nanoClock;
    private long lastNanos;
    private int lastTenth = -1;

    ProgressLines(PrintStream err, LongSupplier nanoClock) {
        this.err = err;
        this.nanoClock = nanoClock;
    }

    @Override
    public void stage(String words) {
        err.println(words);
    }

    @Override
    public void step(Step step) {
        share(step.fraction(), step.words(), step.isLastOfPicture());
    }

    @Override
    public void share(double fraction, String words) {
        share(fraction, words, fraction >= 1 && lastTenth < 10);
    }

    private void share(double fraction, String words, boolean last) {
        long now = nanoClock.getAsLong();
        int tenth = (int) (fraction * 10);
        long waited = now - lastNanos;
        boolean first = lastTenth < 0;
        boolean due = waited >= MOST_NANOS || (waited >= LEAST_NANOS && tenth > lastTenth);
        if (first || due || last) {
            err.println(words);
            lastNanos = now;
            lastTenth = tenth;
        }
    }

    @Override
    public void clear() {}
}
