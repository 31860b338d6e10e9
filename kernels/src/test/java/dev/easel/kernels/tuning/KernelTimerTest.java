package dev.easel.kernels.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Kernels are timed in turn, and no longer than it takes to tell them apart. */
class KernelTimerTest {
    private final List<String> calls = new ArrayList<>();

    @Test
    void otherMemoryPassesThroughTheCachesTwiceBeforeEachCall() {
        KernelTimer.seconds(
                List.of(() -> calls.add("one"), () -> calls.add("two")),
                () -> calls.add("between"));
        assertThat(calls.subList(0, 9))
                .containsExactly(
                        "between", "between", "one", "between", "between", "two", "between",
                        "between", "one");
    }

    @Test
    void thoseThatTakeNoTimeAreCalledTwentyTimes() {
        KernelTimer.seconds(List.of(() -> calls.add("one"), () -> calls.add("two")), () -> {});
        assertThat(calls).hasSize(40).filteredOn("one"::equals).hasSize(20);
    }

    @Test
    void aWarmUpIsDoneOnce() {
        var timer = new KernelTimer();
        var count = new AtomicInteger();
        timer.warmUp("loops", count::incrementAndGet);
        int some = count.get();
        timer.warmUp("loops", count::incrementAndGet);
        assertThat(count).hasValue(some).hasPositiveValue();
    }

    @Test
    void earlierOnesWinCloseCalls() {
        assertThat(KernelTimer.fastest(new double[] {1, 0.96, 0.94}, 0.95)).isEqualTo(2);
        assertThat(KernelTimer.fastest(new double[] {1, 0.96, 0.97}, 0.95)).isZero();
        assertThat(KernelTimer.fastest(new double[] {1, 0.5, 0.49}, 0.95)).isEqualTo(1);
    }

    @Test
    void aTimeIsTold() {
        double[] seconds = KernelTimer.seconds(List.of(() -> calls.add("one")), () -> {});
        assertThat(seconds).hasSize(1);
        assertThat(seconds[0]).isPositive();
    }
}
