package dev.easel.cli;

import dev.easel.server.pull.PullListener;

import java.util.Locale;
import java.util.function.LongSupplier;

/** Shows how far a download is, and ends it with Ctrl-C. */
final class PullProgress implements PullListener {
    private static final double NANOS = 1e9;

    private final String name;
    private final Progress progress;
    private final Interruption interruption;
    private final LongSupplier nanoClock;
    private long start;
    private long before = -1;

    PullProgress(
            String name, Progress progress, Interruption interruption, LongSupplier nanoClock) {
        this.name = name;
        this.progress = progress;
        this.interruption = interruption;
        this.nanoClock = nanoClock;
    }

    @Override
    public void progress(long done, long total) {
        interruption.check();
        if (before < 0) {
            before = done;
            start = nanoClock.getAsLong();
        }
        double seconds = (nanoClock.getAsLong() - start) / NANOS;
        double perSecond = seconds > 0 ? (done - before) / seconds : 0;
        String words = "%s: %s".formatted(name, size(done));
        if (total > 0) {
            words += " of " + size(total);
        }
        if (perSecond > 0) {
            words += ", %s/s".formatted(size((long) perSecond));
        }
        if (perSecond > 0 && total > done) {
            words += ", %s left".formatted(Durations.rough((total - done) / perSecond));
        }
        progress.share(total > 0 ? Math.min(1, (double) done / total) : 0, words);
    }

    /** {@return for example {@code 6.94 GB}} */
    static String size(long bytes) {
        if (bytes >= 1e9) {
            return String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
        }
        return bytes >= 1e6
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
    }
}
