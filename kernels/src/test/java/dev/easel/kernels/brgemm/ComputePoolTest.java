package dev.easel.kernels.brgemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.tensor.ComputeThreads;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicIntegerArray;

class ComputePoolTest {
    private static final ComputePool POOL = new ComputePool();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1000})
    void eachIsDoneOnce(int count) {
        var times = new AtomicIntegerArray(count);
        POOL.each(count, times::incrementAndGet);

        for (int i = 0; i < count; i++) {
            assertThat(times.get(i)).isEqualTo(1);
        }
    }

    @Test
    void noMoreThreadsWorkThanCompute() {
        var names = new ConcurrentSkipListSet<String>();
        POOL.each(1000, _ -> names.add(Thread.currentThread().getName()));

        assertThat(names).hasSizeBetween(1, ComputeThreads.get());
        names.remove(Thread.currentThread().getName());
        assertThat(names).allMatch(name -> name.startsWith("easel-compute-"));
    }

    @Test
    void aFailureIsTold() {
        assertThatThrownBy(() ->
                        POOL.each(
                                10,
                                i -> {
                                    if (i == 7) {
                                        throw new IllegalStateException("seven");
                                    }
                                }))
                .hasRootCauseMessage("seven");
    }
}
