package dev.easel.tensor;

import java.util.Arrays;
import java.util.List;

/** How long kernels take that give the same, called by turns: a machine's speed changes. */
final class KernelTimer {
    private static final int ROUNDS = 3;

    /** Which of two ways is quicker matters little where so many calls take no time to speak of. */
    private static final int MOST_ROUNDS = 20;

    private static final double ENOUGH_SECONDS = 0.03;
    private static final double LONG_SECONDS = 0.2;

    private KernelTimer() {}

    /**
     * {@return the least time that each took, in seconds} The first call has kernels to make,
     * unless it is slow enough without that.
     *
     * @param between what comes before each call, and is not counted
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
                    between.run();
                    between.run();
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
}
