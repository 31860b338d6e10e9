package dev.easel.cli;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The user's wish to stop. It is asked for at each step and obeyed by an exception. */
final class Interruption {
    /** Where a step takes longer, the process ends in the middle of it: nothing is written then. */
    private static final long PATIENCE_SECONDS = 3;

    private final AtomicBoolean requested = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Makes Ctrl-C, and any other request to end the process, wait until the work has stopped. */
    void watchProcess(Terminal terminal) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(terminal), "stop the work"));
    }

    private void stop(Terminal terminal) {
        request();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                terminal.err().println("\neasel: cancelled");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void request() {
        requested.set(true);
    }

    boolean isRequested() {
        return requested.get();
    }

    /** Says that no work goes on any more. */
    void workEnded() {
        ended.countDown();
    }

    /** Throws {@link CancellationException} if stopping was requested. */
    void check() {
        if (isRequested()) {
            throw new CancellationException("cancelled");
        }
    }
}
