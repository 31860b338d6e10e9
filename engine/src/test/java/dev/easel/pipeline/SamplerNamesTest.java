package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sampling.Samplers;
import dev.easel.sampling.SigmaSpacing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

class SamplerNamesTest {
    @Test
    void noTwoSamplersShareAName() {
        assertThat(Arrays.stream(Samplers.values()).map(SamplerNames::of)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void everySamplerIsFoundByItsNames(Samplers sampler) {
        var found = Optional.of(new SamplerNames.Named(sampler, Optional.empty()));

        assertThat(SamplerNames.find(sampler.name().toLowerCase(Locale.ROOT))).isEqualTo(found);
        assertThat(SamplerNames.find(SamplerNames.of(sampler).toUpperCase(Locale.ROOT)))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "DPM++ 2M Karras, K_DPMPP_2M, KARRAS",
        "dpm++ 2m exponential, K_DPMPP_2M, EXPONENTIAL",
        "Euler a Karras, K_EULER_ANCESTRAL, KARRAS",
        "' LMS Karras ', K_LMS, KARRAS"
    })
    void aNameMaySayTheSpacing(String name, Samplers sampler, SigmaSpacing spacing) {
        assertThat(SamplerNames.find(name))
                .contains(new SamplerNames.Named(sampler, Optional.of(spacing)));
    }

    @ParameterizedTest
    @CsvSource({
        "euler_ancestral, K_EULER_ANCESTRAL",
        "dpmpp_2s_ancestral, K_DPMPP_2S_ANCESTRAL",
        "dpm_2, K_DPM_2",
        "ddim, DDIM"
    })
    void comfyUisNamesAreKnown(String name, Samplers sampler) {
        assertThat(SamplerNames.find(name))
                .contains(new SamplerNames.Named(sampler, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"DPM++ 4M", "Karras", "''", "Euler  a Default", "uni_pc"})
    void othersAreNot(String name) {
        assertThat(SamplerNames.find(name)).isEmpty();
    }
}
