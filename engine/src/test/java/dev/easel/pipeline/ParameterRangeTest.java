package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ParameterRangeTest {
    @Test
    void itsEndsBelongToIt() {
        assertThat(ParameterRange.TOKEN_MERGING.contains(0)).isTrue();
        assertThat(ParameterRange.TOKEN_MERGING.contains(0.75)).isTrue();
        assertThat(ParameterRange.TOKEN_MERGING.contains(0.76)).isFalse();
        assertThat(ParameterRange.TOKEN_MERGING.contains(Double.NaN)).isFalse();
        assertThat(ParameterRange.SEED.contains(SamplingSettings.MAX_SEED)).isTrue();
    }

    @Test
    void wholeNumbersAndMultiplesAreAskedFor() {
        assertThat(ParameterRange.STEPS.contains(1.5)).isFalse();
        assertThat(ParameterRange.WIDTH.contains(512)).isTrue();
        assertThat(ParameterRange.WIDTH.contains(516)).isFalse();
    }

    @Test
    void aProgramChecksUnderItsOwnName() {
        assertThatThrownBy(() -> ParameterRange.WIDTH.named("--width").require(500))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--width must be a multiple of 8 between 64 and 2048, got 500");
        assertThat(ParameterRange.GUIDANCE_SCALE.rule()).isEqualTo("must be between 0 and 35");
    }
}
