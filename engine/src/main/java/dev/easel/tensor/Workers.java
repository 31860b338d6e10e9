package dev.easel.tensor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Java's own threads for parts of one operation, as many as {@link ComputeThreads} says. */
final class Workers {
    private static final ExecutorService THREADS =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().name("easel-compute-", 1).daemon().factory());

    private Workers() {}

    /** Does the work for 0 to {@code count} - 1, several at a time, and waits for the last. */
    static void each(int count, IntConsumer work) {
        var next = new AtomicInteger();
        Runnable several =
                () -> {
                    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                        work.accept(i);
                    }
                };
        int threads = Math.min(count, ComputeThreads.get());
        var running =
                Stream.generate(() -> CompletableFuture.runAsync(several, THREADS))
                        .limit(threads)
                        .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(running).join();
    }
}
