package dev.easel.kernels.brgemm;

import dev.easel.tensor.ComputeThreads;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Java's threads for parts of one operation, as many as {@link ComputeThreads} says. The caller's
 * is one of them: where it only waited, the system would often put two of the others on one
 * processor. Threads without work end by themselves, so nothing is to be closed.
 */
public final class ComputePool {
    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().name("easel-compute-", 1).daemon().factory());

    /** Does the work for 0 to {@code count} - 1, several at a time, and waits for the last. */
    public void each(int count, IntConsumer work) {
        var next = new AtomicInteger();
        Runnable several =
                () -> {
                    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                        work.accept(i);
                    }
                };
        int helpers = Math.min(count, ComputeThreads.get()) - 1;
        var helping =
                Stream.generate(() -> CompletableFuture.runAsync(several, threads))
                        .limit(Math.max(0, helpers))
                        .toArray(CompletableFuture<?>[]::new);
        var own = CompletableFuture.runAsync(several, Runnable::run);
        CompletableFuture.allOf(own, CompletableFuture.allOf(helping)).join();
    }
}
