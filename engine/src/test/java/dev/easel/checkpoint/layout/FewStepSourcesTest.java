package dev.easel.checkpoint.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.sampling.FewSteps;
import dev.easel.sampling.FewSteps.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

class FewStepSourcesTest {
    @TempDir private Path folder;

    /**
     * {@return a folder of which only the configurations count}
     *
     * @param guidance the UNet's time_cond_proj_dim
     */
    private ModelFiles model(String name, String scheduler, String spacing, String guidance)
            throws IOException {
        write(name + "/model_index.json", "{'unet': ['diffusers', 'UNet2DConditionModel']}");
        write(name + "/unet/config.json", "{'time_cond_proj_dim': %s}".formatted(guidance));
        write(
                name + "/scheduler/scheduler_config.json",
                "{'_class_name': '%s', 'timestep_spacing': '%s'}".formatted(scheduler, spacing));
        return ModelFiles.open(folder.resolve(name));
    }

    private void write(String file, String json) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, json.replace('\'', '"'));
    }

    private static Optional<FewSteps> found(ModelFiles model) {
        return model.fewSteps(Optional.empty());
    }

    /** As published: the folder's name, the scheduler and the UNet's embedding of the guidance. */
    @ParameterizedTest
    @CsvSource({
        "sd-turbo, EulerDiscreteScheduler, trailing, null, turbo EULER_TRAILING 4 1",
        "sdxl-turbo, EulerAncestralDiscreteScheduler, trailing, null, turbo"
                + " EULER_ANCESTRAL_TRAILING 4 1",
        "LCM_Dreamshaper_v7, LCMScheduler, leading, 256, lcm LCM 4 8",
        "lcm-sdxl, EulerDiscreteScheduler, leading, 256, lcm LCM 4 8",
        "lcm-ssd-1b, LCMScheduler, leading, 256, lcm LCM 4 8",
        "my-model, LCMScheduler, leading, null, lcm LCM 4 1",
        "my-model, TCDScheduler, leading, null, tcd TCD 4 1",
        "my-model, EulerDiscreteScheduler, trailing, null, lightning EULER_TRAILING 4 1",
        "my-2step-model, EulerDiscreteScheduler, trailing, null, lightning EULER_TRAILING 2 1",
        "sdxl-lightning-8step, EulerDiscreteScheduler, leading, null, lightning EULER_TRAILING 8 1",
    })
    void aModelIsTakenFor(
            String name, String scheduler, String spacing, String guidance, String expected)
            throws IOException {
        var found = found(model(name, scheduler, spacing, guidance)).orElseThrow();
        assertThat(
                        "%s %s %d %.0f"
                                .formatted(
                                        found.kind().title(),
                                        found.sampler(),
                                        found.steps(),
                                        found.guidanceScale()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "stable-diffusion-xl-base-1.0, EulerDiscreteScheduler, leading",
        "stable-diffusion-v1-5, PNDMScheduler, leading",
        "my-model, DDIMScheduler, trailing"
    })
    void othersAreNone(String name, String scheduler, String spacing) throws IOException {
        assertThat(found(model(name, scheduler, spacing, "null"))).isEmpty();
    }

    @Test
    void theSourcesAreAskedInTheirOrder() throws IOException {
        var model = model("fox_lightning", "TCDScheduler", "leading", "256");
        assertThat(model.fewSteps(Optional.of(Kind.HYPER)).orElseThrow().sentence("fox"))
                .isEqualTo("fox is taken for a few-step model of the kind hyper: as was asked for");
        assertReason(model, Kind.TCD, "its scheduler is TCDScheduler");
        write("fox_lightning/easel.json", "{'fewSteps': 'turbo'}");
        assertReason(model, Kind.TURBO, "easel.json says so");

        model = model("fox_lightning2", "PNDMScheduler", "leading", "256");
        assertReason(model, Kind.LCM, "its UNet is told the guidance (time_cond_proj_dim)");
        model = model("fox_lightning3", "PNDMScheduler", "leading", "null");
        assertReason(model, Kind.LIGHTNING, "its name says so");
    }

    private static void assertReason(ModelFiles model, Kind kind, String reason) {
        var found = found(model).orElseThrow();
        assertThat(found.kind()).isEqualTo(kind);
        assertThat(found.reason()).isEqualTo(reason);
    }

    @Test
    void velocityWithTrailingTimestepsIsNoSign() throws IOException {
        var model = model("fox", "EulerDiscreteScheduler", "trailing", "null");
        write(
                "fox/scheduler/scheduler_config.json",
                "{'_class_name': 'EulerDiscreteScheduler', 'timestep_spacing': 'trailing',"
                        + " 'prediction_type': 'v_prediction'}");
        assertThat(found(model)).isEmpty();
    }

    @Test
    void aKindThatDoesNotExistIsRefused() throws IOException {
        var model = model("fox", "PNDMScheduler", "leading", "null");
        write("fox/easel.json", "{'fewSteps': 'quick'}");
        assertThatThrownBy(() -> found(model))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("easel.json")
                .hasMessageContaining("one of turbo, lightning, hyper, lcm, tcd");
    }
}
