package dev.easel.pipeline;

import java.util.concurrent.CancellationException;

/**
 * An interrupt of the thread that makes a picture cancels it, as it ends calls that wait: between
 * two steps or tiles, for LibTorch's operations end by themselves alone.
 */
final class Interrupts {
    private Interrupts() {}

    /**
     * Returns where the thread was not interrupted. Its flag stays as it is, so that the caller
     * sees why the work has ended.
     *
     * @throws CancellationException where it was
     */
    static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the thread that makes the picture was interrupted");
        }
    }
}
