package dev.easel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.easel.tensor.ComputeThreads;
import dev.easel.tensor.Device;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

@SuppressWarnings("ThreadPriorityCheck") // a yield lets another thread carry this one
class DeviceTurnsTest {
    private static final Path TASKS = Path.of("/proc/self/task");

    private final DeviceTurns turns = DeviceTurns.own(Device.CPU);

    @Test
    void oneComputesAtATime() {
        var computing = new AtomicInteger();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var most =
                    IntStream.range(0, 8)
                            .mapToObj(_ ->
                                    CompletableFuture.supplyAsync(
                                            () ->
                                                    turns.inTurn(() -> {
                                                        int now = computing.incrementAndGet();
                                                        Thread.yield();
                                                        computing.decrementAndGet();
                                                        return now;
                                                    }),
                                            executor))
                            .toList();
            assertThat(most).extracting(CompletableFuture::join).containsOnly(1);
        }
    }

    @Test
    void workWithinWorkRunsAtOnce() {
        assertThat(turns.<Integer>inTurn(() -> turns.inTurn(() -> 5))).isEqualTo(5);
    }

    @Test
    void ownTurnsDoNotWaitForOthers() throws Exception {
        var both = new CountDownLatch(2);
        var other = DeviceTurns.own(Device.CPU);
        var waiting = CompletableFuture.runAsync(() -> turns.inTurn(() -> meet(both)));
        other.inTurn(() -> meet(both));
        waiting.join();
    }

    private static boolean meet(CountDownLatch both) {
        both.countDown();
        try {
            both.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aProcessSharesTheTurnsOfADevice() {
        assertThat(DeviceTurns.shared(Device.CPU))
                .isSameAs(DeviceTurns.shared(Device.parse("cpu")));
        assertThatThrownBy(() -> DeviceTurns.shared(Device.cuda(99)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no device cuda:99 on this machine, only cpu");
    }

    /** With one compute thread there are no helpers, so this sets two, whatever the machine has. */
    @Test
    void aTurnLeavesNoThreadsBehind() throws Exception {
        assumeThat(TASKS).exists(); // Linux, where LibTorch uses GNU's OpenMP
        int before = ComputeThreads.get();
        ComputeThreads.set(2);
        String name = "in turn"; // OpenMP's helpers take over the name of the thread they help
        try (var executor =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).factory())) {
            long during = executor.submit(() -> turns.inTurn(() -> computed(name))).get();
            long after = executor.submit(() -> threadsCalled(name)).get();

            assertThat(during).isEqualTo(2);
            assertThat(after).isEqualTo(1);
        } finally {
            ComputeThreads.set(before);
        }
    }

    private static long computed(String name) {
        try (var _ = TensorScope.open()) {
            new Tensor(torch.randn(512, 512)).mul(2);
        }
        return threadsCalled(name);
    }

    private static long threadsCalled(String name) {
        try (var tasks = Files.list(TASKS)) {
            return tasks.filter(task -> name.equals(nameOf(task))).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nameOf(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException _) { // it has ended meanwhile
            return "";
        }
    }
}
