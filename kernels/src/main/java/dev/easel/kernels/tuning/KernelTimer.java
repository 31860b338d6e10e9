package dev.easel.kernels.tuning;

import dev.easel.tensor.TensorScope;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Times kernels that give the same, called in turn: a machine's speed changes. Thread-safe. */
final class KernelTimer {
    private static final long WARM_UP_NANOSECONDS = 700_000_000;

    private static final int ROUNDS = 3;

    /** Which of two kernels is faster matters little where so many calls take next to no time. */
    private static final int MOST_ROUNDS = 20;

    private static final double ENOUGH_SECONDS = 0.03;
    private static final double LONG_SECONDS = 0.2;

    /** After one pass over other memory a cache still holds what was used twice before it. */
    private static final int PASSES = 2;

    private final Set<String> warm = new HashSet<>();

    /**
     * Repeats a call for a while, once for each name, so that Java compiles a kernel's loops before
     * they are timed: the compiler works in the background while they run, and until then they take
     * longer by an order of magnitude.
     */
    synchronized void warmUp(String name, Runnable call) {
        long start = System.nanoTime();
        if (warm.add(name)) {
            while (System.nanoTime() - start < WARM_UP_NANOSECONDS) {
                seconds(call);
            }
        }
    }

    /**
     * {@return the least time that each took, in seconds} The first call has kernels to generate,
     * unless it is slow enough without that.
     *
     * @param between what is done before each call, {@link #PASSES} times, and is not timed
     */
    static double[] seconds(List<Runnable> kernels, Runnable between) {
        var least = new double[kernels.size()];
        var sums = new double[kernels.size()];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        boolean goesOn = true;
        for (int round = 0; goesOn && round < MOST_ROUNDS; round++) {
            goesOn = false;
            for (int i = 0; i < least.length; i++) {
                if (sums[i] < (round < ROUNDS ? LONG_SECONDS : ENOUGH_SECONDS)) {
                    for (int pass = 0; pass < PASSES; pass++) {
                        between.run();
                    }
                    double seconds = seconds(kernels.get(i));
                    least[i] = Math.min(least[i], seconds);
                    sums[i] += seconds;
                    goesOn = true;
                }
            }
        }
        return least;
    }

    private static double seconds(Runnable kernel) {
        try (var _ = TensorScope.open()) {
            long start = System.nanoTime();
            kernel.run();
            return (System.nanoTime() - start) / 1e9;
        }
    }

    /**
     * {@return which kernel to take} Earlier ones win close calls, so that noise decides nothing.
     *
     * @param worth what a kernel may take of the time of an earlier one
     */
    static int fastest(double[] seconds, double worth) {
        int best = 0;
        for (int i = 1; i < seconds.length; i++) {
            best = seconds[i] < seconds[best] * worth ? i : best;
        }
        return best;
    }
}
