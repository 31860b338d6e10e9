package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sampling.Samplers;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class SamplerNamesTest {
    @Test
    void noTwoSamplersShareAName() {
        assertThat(Arrays.stream(Samplers.values()).map(SamplerNames::of)).doesNotHaveDuplicates();
    }
}
