package dev.easel.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceMemoryExceptionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes.\nat",
                "CUDA out of memory. Tried to allocate 2 GiB",
                "std::bad_alloc"
            })
    void eachWayToSayThatMemoryRanOutBecomesOneSentence(String message) {
        var failure = new RuntimeException(message);
        assertThat(DeviceMemoryException.explain(failure))
                .isInstanceOf(DeviceMemoryException.class)
                .hasMessageStartingWith("there is not enough memory")
                .hasMessageNotContaining("\n")
                .hasCause(failure);
    }

    @Test
    void anotherFailureStaysItself() {
        var failure = new IllegalStateException();
        assertThat(DeviceMemoryException.explain(failure)).isSameAs(failure);
    }
}
