package dev.easel.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.stream.Stream;

class CpuFlagsTest {
    @Test
    void theFlagsOfTheFirstCoreAreRead() {
        assertThat(CpuFlags.of(Stream.of("model : 1", "flags\t\t: fpu avx2", "flags : amx_bf16")))
                .containsExactlyInAnyOrder("fpu", "avx2");
    }

    @Test
    void aFlagThatIsListedTwiceIsReadOnce() {
        assertThat(CpuFlags.of(Stream.of("flags : ssbd avx2 ssbd")))
                .containsExactlyInAnyOrder("ssbd", "avx2");
    }

    @Test
    void aProcessorWithoutAListHasNoFlags() {
        assertThat(CpuFlags.of(Stream.of("Features : fp asimd"))).isEmpty();
    }
}
