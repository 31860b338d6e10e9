package dev.easel.tensor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Loops of Java's that are fast because its second compiler makes vector instructions of them. */
final class VectorLoops {
    private static final long WARM_UP_NANOSECONDS = 700_000_000;

    private static final boolean FAST =
            Stream.of("interpreted", "emulated-client")
                    .noneMatch(System.getProperty("java.vm.info", "")::contains);

    private static final Map<String, Boolean> WARM = new ConcurrentHashMap<>();

    private VectorLoops() {}

    /** {@return whether this java has that compiler} */
    static boolean areFast() {
        return FAST;
    }

    /**
     * Fills an array with copies of its beginning, for loops whose arrays must have one index.
     *
     * @param array of numbers
     * @param count how many are copied
     * @param length up to where
     */
    static void repeat(Object array, int count, int length) {
        for (int done = count; done < length; done *= 2) {
            System.arraycopy(array, 0, array, done, Math.min(done, length - done));
        }
    }

    /**
     * Lets java compile what some work is made of, which it does in the background while that runs:
     * before it takes longer by an order of magnitude. Once in a process for each name; whoever
     * comes meanwhile waits.
     */
    static void warmUp(String name, Runnable work) {
        WARM.computeIfAbsent(
                name,
                _ -> {
                    long start = System.nanoTime();
                    while (System.nanoTime() - start < WARM_UP_NANOSECONDS) {
                        try (var _ = TensorScope.open()) {
                            work.run();
                        }
                    }
                    return true;
                });
    }
}
