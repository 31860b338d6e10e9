package dev.easel.cli;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** The user's wish to stop. It is asked for at each step and obeyed by an exception. */
final class Interruption {
    /** Where a step takes longer, the process ends in the middle of it: nothing is written then. */
    private volatile long patienceSeconds = 3;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final IntConsumer halt;

    Interruption() {
        this(status -> Runtime.getRuntime().halt(status));
    }

    /**
     * @param halt ends the process at once, with an exit code
     */
    Interruption(IntConsumer halt) {
        this.halt = halt;
    }

    /** Makes Ctrl-C, and any other request to end the process, wait until the work has stopped. */
    void watchProcess(Terminal terminal) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(terminal), "stop the work"));
    }

    void stop(Terminal terminal) {
        request();
        try {
            if (!ended.await(patienceSeconds, TimeUnit.SECONDS)) {
                terminal.err().println("\neasel: cancelled");
                terminal.err().flush();
                // An orderly end would take LibTorch down below the thread that computes with it.
                halt.accept(ExitCode.CANCELLED.number());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void request() {
        requested.countDown();
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Sets how long the work may take to end once stopping is requested. */
    void setPatience(long seconds) {
        patienceSeconds = seconds;
    }

    /**
     * Waits until stopping is requested.
     *
     * @param seconds that the work may then take to end
     */
    void await(long seconds) {
        setPatience(seconds);
        try {
            requested.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
