package dev.easel.server.fields;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pipeline.ParameterRange;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;

class RangeTest {
    @Test
    void wholeNumbersAreShownWithoutAFraction() {
        var steps = Range.of(ParameterRange.STEPS).upTo(50);
        assertThat(steps.least().toString()).isEqualTo("1");
        assertThat(steps.most().toString()).isEqualTo("50");
        assertThat(Range.of(ParameterRange.SEED).most().toString()).isEqualTo("9007199254740991");
        assertThat(Range.of(ParameterRange.GUIDANCE_SCALE).most().toString()).isEqualTo("35.0");
    }

    @Test
    void aRuleSaysWhatTheNumbersAre() {
        assertThat(Range.of(ParameterRange.WIDTH)).hasToString("a multiple of 8 from 64 to 2048");
        assertThat(Range.of(ParameterRange.STEPS)).hasToString("a whole number from 1 to 150");
        assertThat(Range.of(ParameterRange.DENOISING_STRENGTH)).hasToString("from 0 to 1");
    }

    @Test
    void aLimitTakesNumbersAwayAndAddsNone() {
        var guidance = Range.of(ParameterRange.GUIDANCE_SCALE);
        assertThat(guidance.upTo(7.5).contains(BigDecimal.valueOf(7.6))).isFalse();
        assertThat(guidance.upTo(99).contains(BigDecimal.valueOf(36))).isFalse();
        assertThat(Range.of(ParameterRange.STEPS).contains(BigDecimal.valueOf(1.5))).isFalse();
    }
}
