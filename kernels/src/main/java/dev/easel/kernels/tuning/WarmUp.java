package dev.easel.kernels.tuning;

import dev.easel.tensor.TensorScope;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets Java compile the loops of a kernel before it is timed: the compiler works in the background
 * while they run, and until then they take longer by an order of magnitude. Thread-safe.
 */
final class WarmUp {
    private static final long NANOSECONDS = 700_000_000;

    private final Map<String, Boolean> done = new ConcurrentHashMap<>();

    /** Repeats the work for a while, once for each name; other threads wait meanwhile. */
    void once(String name, Runnable work) {
        done.computeIfAbsent(
                name,
                _ -> {
                    long start = System.nanoTime();
                    while (System.nanoTime() - start < NANOSECONDS) {
                        try (var _ = TensorScope.open()) {
                            work.run();
                        }
                    }
                    return true;
                });
    }
}
