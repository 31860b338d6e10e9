package dev.easel.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.sampling.FewSteps.Kind;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of published files, without their extensions. */
class FewStepsTest {
    @ParameterizedTest
    @CsvSource({
        "sd_turbo, TURBO, EULER_ANCESTRAL_TRAILING, 4, 1",
        "sd_xl_turbo_1.0_fp16, TURBO, EULER_ANCESTRAL_TRAILING, 4, 1",
        "dreamshaperXL_v21TurboDPMSDE, TURBO, EULER_ANCESTRAL_TRAILING, 4, 1",
        "SDXLTurbo, TURBO, EULER_ANCESTRAL_TRAILING, 4, 1",
        "sdxl_lightning_1step_x0, LIGHTNING, EULER_TRAILING, 1, 1",
        "sdxl_lightning_2step, LIGHTNING, EULER_TRAILING, 2, 1",
        "sdxl_lightning_4step_lora, LIGHTNING, EULER_TRAILING, 4, 1",
        "sdxl_lightning_8step_unet, LIGHTNING, EULER_TRAILING, 8, 1",
        "realvisxlV40_v40LightningBakedvae, LIGHTNING, EULER_TRAILING, 4, 1",
        "Hyper-SD15-1step-lora, HYPER, TCD, 1, 1",
        "Hyper-SDXL-2steps-lora, HYPER, TCD, 2, 1",
        "Hyper-SDXL-4steps-lora, HYPER, TCD, 4, 1",
        "Hyper-SD15-8steps-lora, HYPER, TCD, 8, 1",
        "Hyper-SDXL-8steps-CFG-lora, HYPER, TCD, 8, 5",
        "Hyper-SDXL-12steps-CFG-lora, HYPER, TCD, 12, 5",
        "LCM_Dreamshaper_v7_4k, LCM, LCM, 4, 1",
        "LCMDreamshaper, LCM, LCM, 4, 1",
        "lcm-lora-sdv1-5, LCM, LCM, 4, 1",
        "lcm-lora-sdxl, LCM, LCM, 4, 1",
        "TCD-SDXL-LoRA, TCD, TCD, 4, 1",
        "dmd2_sdxl_4step_lora, LCM, LCM, 4, 1",
    })
    void aNameTellsKindAndSteps(
            String name, Kind kind, Samplers sampler, int steps, double guidance) {
        assertThat(FewSteps.named(name))
                .contains(new FewSteps(kind, sampler, steps, guidance, "its name says so"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1-5-pruned-emaonly",
                "hyperrealistic_v2",
                "HYPERREALISTIC",
                "my-fox-500steps",
                "my-fox-10steps",
                "fox-0.4step",
                "steps",
                "turbocharged",
                "calcmodel",
                ""
            })
    void otherNamesTellNothing(String name) {
        assertThat(FewSteps.named(name)).isEmpty();
    }
}
