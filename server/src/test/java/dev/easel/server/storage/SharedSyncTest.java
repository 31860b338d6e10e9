package dev.easel.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

class SharedSyncTest {
    @Test
    void whoeverReturnsHasHisCommitOnTheDisk() throws Exception {
        var committed = new AtomicInteger();
        var onDisk = new AtomicInteger();
        var sync = new SharedSync(() -> onDisk.set(committed.get()));
        Callable<Boolean> commits =
                () -> {
                    boolean all = true;
                    for (int i = 0; i < 2000; i++) {
                        int mine = committed.incrementAndGet();
                        sync.run();
                        all &= onDisk.get() >= mine;
                    }
                    return all;
                };

        try (var threads = Executors.newFixedThreadPool(8)) {
            var results = threads.invokeAll(Stream.generate(() -> commits).limit(8).toList());

            assertThat(results.stream().map(Future::resultNow)).containsOnly(true);
        }
    }

    @Test
    void thoseWhoWaitShareOneSync() throws Exception {
        var syncs = new AtomicInteger();
        var first = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        var sync =
                new SharedSync(() -> {
                    if (syncs.incrementAndGet() == 1) {
                        asked.countDown();
                        await(first);
                    }
                });

        var leader = Thread.ofPlatform().start(sync);
        await(asked);
        var others = Stream.generate(() -> Thread.ofPlatform().start(sync)).limit(20).toList();
        while (!others.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
        first.countDown();
        leader.join();
        for (var thread : others) {
            thread.join();
        }

        assertThat(syncs).hasValue(2);
    }

    @Test
    void aSyncThatFailsIsTriedAgainByTheNext() {
        var tries = new AtomicInteger();
        var sync =
                new SharedSync(() -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new IllegalStateException("disk full");
                    }
                });

        assertThatThrownBy(sync::run).hasMessage("disk full");
        sync.run();

        assertThat(tries).hasValue(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
