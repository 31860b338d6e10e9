package dev.easel.tensor;

/** How long a kernel takes. */
final class Trial {
    private static final int REPEATS = 3;
    private static final double LONG_ENOUGH_SECONDS = 0.2;

    private Trial() {}

    /**
     * {@return the least time of some calls, in seconds} The first has kernels to make, unless it
     * is slow enough without that.
     */
    static double seconds(Runnable kernel) {
        double least = Double.POSITIVE_INFINITY;
        double sum = 0;
        for (int i = 0; i < REPEATS && sum < LONG_ENOUGH_SECONDS; i++) {
            try (var _ = TensorScope.open()) {
                long start = System.nanoTime();
                kernel.run();
                double seconds = (System.nanoTime() - start) / 1e9;
                least = Math.min(least, seconds);
                sum += seconds;
            }
        }
        return least;
    }
}
