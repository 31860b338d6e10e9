package dev.easel.cli;

import java.util.Locale;

/** Seconds in words. */
final class Durations {
    private Durations() {}

    /** {@return for example {@code 0.52 s}} */
    static String precise(double seconds) {
        int decimals = seconds < 0.1 ? 3 : seconds < 10 ? 2 : 1;
        return String.format(Locale.ROOT, "%." + decimals + "f s", seconds);
    }

    static double rounded(double seconds) {
        return Math.round(seconds * 1e4) / 1e4;
    }

    /** {@return for example {@code 9 s} or {@code 2 min 5 s} or {@code 1 h 2 min}} */
    static String rough(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? "%d min %d s".formatted(whole / 60, whole % 60)
                : "%d h %d min".formatted(whole / 3600, whole % 3600 / 60);
    }
}
