package dev.easel.checkpoint.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.layout.ModelFiles.TokenizerPlace;
import dev.easel.golden.SafetensorsWriter;
import dev.easel.sampling.Prediction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a single file is taken for; its tensors have one number each, or none. */
class SingleFileTest {
    private static final String SD1 =
            "cond_stage_model.transformer.text_model.final_layer_norm.bias";
    private static final String SD2 = "cond_stage_model.model.ln_final.bias";
    private static final String SDXL_1 =
            "conditioner.embedders.0.transformer.text_model.final_layer_norm.bias";
    private static final String SDXL_2 = "conditioner.embedders.1.model.ln_final.bias";
    private static final String VAE = "first_stage_model.decoder.conv_in.bias";
    private static final String UNET = "model.diffusion_model.input_blocks.0.0.weight";

    @TempDir private Path folder;

    private Path file(String metadata, int channels, String... keys) {
        var header = new ArrayList<String>();
        if (!metadata.isEmpty()) {
            header.add("\"__metadata__\":" + metadata);
        }
        int end = 4 * channels;
        header.add(entry(UNET, "[1,%d,1,1]".formatted(channels), 0, end));
        for (var key : keys) {
            header.add(entry(key, "[0]", end, end));
        }
        Path file = folder.resolve("fox.safetensors");
        SafetensorsWriter.write(file, "{" + String.join(",", header) + "}", new byte[end]);
        return file;
    }

    private static String entry(String key, String shape, int begin, int end) {
        return "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                .formatted(key, shape, begin, end);
    }

    @ParameterizedTest
    @CsvSource({
        "sd_turbo, SD2, epsilon",
        "sdxl_lightning_1step_x0, SDXL, sample",
        "sdxl_lightning_4step, SDXL, epsilon"
    })
    void theNameOfAFewStepModelTellsWhatItPredicts(
            String name, CheckpointKind kind, String prediction) throws IOException {
        Path file = file("", 4, keys(kind));
        Path named = Files.move(file, folder.resolve(name + ".safetensors"));
        assertThat(prediction(named)).isEqualTo(prediction);
    }

    @Test
    void aUNetThatIsToldTheGuidanceIsAnLcm() {
        var header =
                List.of(
                        entry(UNET, "[1,4,1,1]", 0, 16),
                        entry("model.diffusion_model.time_embed.cond_proj.weight", "[1,6]", 16, 40),
                        entry(SD1, "[0]", 40, 40),
                        entry(VAE, "[0]", 40, 40));
        Path file = folder.resolve("fox.safetensors");
        SafetensorsWriter.write(file, "{" + String.join(",", header) + "}", new byte[40]);
        assertThat(open(file).config("unet").integer("time_cond_proj_dim")).isEqualTo(6);
        assertThat(open(file).fewSteps(Optional.empty()).orElseThrow().sentence("fox"))
                .isEqualTo(
                        "fox is taken for a few-step model of the kind lcm:"
                                + " its UNet is told the guidance (time_cond_proj_dim)");
    }

    private static SingleFile open(Path file) {
        return SingleFile.open(file, SingleFileOptions.NONE);
    }

    private static String prediction(Path file) {
        return open(file).settings("scheduler", "scheduler_config.json").string("prediction_type");
    }

    @ParameterizedTest
    @CsvSource({
        "SD1, 4, epsilon, SD 1.x of 4 input channels does",
        "SD1, 9, epsilon, SD 1.x of 9 input channels does",
        "SD2, 4, v_prediction, SD 2.x of 4 input channels does",
        "SD2, 5, epsilon, SD 2.x of 5 input channels does",
        "SDXL, 4, epsilon, SDXL of 4 input channels does"
    })
    void aFamilyIsTakenToPredictWhatItsPublishedModelsDo(
            CheckpointKind kind, int channels, String prediction, String note) {
        var model = open(file("", channels, keys(kind)));
        assertThat(model.name()).isEqualTo("fox");
        assertThat(model.kind()).isEqualTo(kind);
        assertThat(model.config("unet").integer("in_channels")).isEqualTo(channels);
        assertThat(prediction(model.path())).isEqualTo(prediction);
        assertThat(model.notes()).hasSize(1).first().asString().contains(note);
    }

    private static String[] keys(CheckpointKind kind) {
        return switch (kind) {
            case SD1 -> new String[] {SD1, VAE};
            case SD2 -> new String[] {SD2, VAE};
            case SDXL -> new String[] {SDXL_1, SDXL_2, VAE};
        };
    }

    @Test
    void theMoreExplicitTellsThePrediction() throws IOException {
        String v = "{\"modelspec.prediction_type\":\"v\"}";
        String epsilon = "{\"modelspec.prediction_type\":\"epsilon\",\"epoch\":\"3\"}";
        assertThat(prediction(file("", 4, SD1, VAE, "v_pred"))).isEqualTo("v_prediction");
        assertThat(prediction(file(v, 4, SD1, VAE))).isEqualTo("v_prediction");
        var file = file(epsilon, 4, SDXL_1, SDXL_2, VAE, "v_pred", "ztsnr");
        assertThat(prediction(file)).isEqualTo("epsilon");
        assertThat(open(file).notes())
                .satisfiesExactly(
                        note ->
                                assertThat(note)
                                        .isEqualTo(
                                                "fox is taken for SDXL that predicts noise"
                                                        + " (epsilon): its metadata say so"),
                        note -> assertThat(note).contains("ztsnr"));

        Files.writeString(folder.resolve("fox.yaml"), "model:\n  parameterization: \"v\" # new\n");
        assertThat(prediction(file)).isEqualTo("v_prediction");
        assertThat(open(file).notes().getFirst()).contains("fox.yaml says so");

        var asked = SingleFileOptions.NONE.withPrediction(Prediction.EPSILON);
        assertThat(SingleFile.open(file, asked).notes().getFirst()).contains("as was asked for");
    }

    @ParameterizedTest
    @CsvSource({
        "'model: {parameterization: v}', v_prediction",
        "' target: ldm.models.diffusion.ddpm.LatentDiffusion', epsilon",
        "' target: sgm.modules.diffusionmodules.denoiser_scaling.VScaling', v_prediction",
        "' parameterization: eps', epsilon",
        "'a: &a [x,x]', v_prediction"
    })
    void aYamlBesideTheFileIsLookedAtLineByLine(String yaml, String prediction) throws IOException {
        Files.writeString(folder.resolve("fox.yaml"), yaml + "\n");
        assertThat(prediction(file("", 4, SD2, VAE))).isEqualTo(prediction);
    }

    @Test
    void aYamlThatMultipliesIsReadInNoTimeAndNoMemory() throws IOException {
        var file = file("", 4, SD2, VAE);
        var yaml = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 1000; i++) {
            yaml.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        Files.writeString(folder.resolve("fox.yaml"), yaml);
        assertThat(prediction(file)).isEqualTo("v_prediction");
        for (String line : new String[] {"\n", " ", "[", "target: ", "parameterization:\n"}) {
            Files.writeString(folder.resolve("fox.yaml"), line.repeat((1 << 20) / line.length()));
            assertThat(prediction(file)).isEqualTo("v_prediction");
        }
    }

    @Test
    void aYamlThatIsNoneIsRefused() throws IOException {
        var file = file("", 4, SD2, VAE);
        Files.writeString(folder.resolve("fox.yaml"), " parameterization: x0");
        assertThatThrownBy(() -> open(file)).hasMessageContaining("x0; expected v or eps");
        Files.write(folder.resolve("fox.yaml"), new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> open(file)).hasMessageContaining("larger than 1 MiB");
    }

    @Test
    void smallerPicturesAreOfModelsThatPredictNoise() {
        var file = file("", 4, SD2, VAE);
        assertThat(open(file).config("unet").integer("sample_size")).isEqualTo(96);
        var asked = SingleFileOptions.NONE.withPrediction(Prediction.EPSILON);
        assertThat(SingleFile.open(file, asked).config("unet").integer("sample_size"))
                .isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({
        "sd_xl_turbo_1.0_fp16, 64",
        "sdxl-turbo, 64",
        "SDXL_Turbo_fp16, 64",
        "dreamshaperXL_turbo, 128",
        "sdxl_turbo_fox, 128",
        "sd_xl_base_1.0, 128"
    })
    void sdxlTurboIsToldByItsName(String name, int sampleSize) throws IOException {
        var file = folder.resolve(name + ".safetensors");
        Files.move(file("", 4, SDXL_1, SDXL_2, VAE), file);
        assertThat(open(file).config("unet").integer("sample_size")).isEqualTo(sampleSize);
    }

    @Test
    void itsMakersSettingsAreBesideIt() throws IOException {
        var file = file("", 4, SD1, VAE);
        assertThat(open(file).preferred()).isEmpty();
        Files.writeString(folder.resolve("fox.easel.json"), "{\"steps\": 4}");
        assertThat(open(file).preferred().orElseThrow().integer("steps")).isEqualTo(4);
    }

    @Test
    void tokenizersAreClips() {
        var sdxl = open(file("", 4, SDXL_1, SDXL_2, VAE));
        assertThat(List.of(sdxl.tokenizer("tokenizer"), sdxl.tokenizer("tokenizer_2")))
                .containsExactly(
                        new TokenizerPlace.BuiltIn("<|endoftext|>"),
                        new TokenizerPlace.BuiltIn("!"));
        assertThat(open(file("", 4, SD2, VAE)).tokenizer("tokenizer"))
                .isEqualTo(new TokenizerPlace.BuiltIn("!"));
    }

    @ParameterizedTest
    @CsvSource({
        "conditioner.embedders.0.model.ln_final.bias, is SDXL's refiner",
        "lora_unet_down_blocks_0.lora_down.weight, is a LoRA",
        "unet.x.lora_A.weight, is a LoRA",
        "emb_params, is an embedding",
        "control_model.x, is a ControlNet",
        "model.diffusion_model.double_blocks.0.img_attn.qkv.weight, is a Flux model",
        "joint_blocks.0.x_block.attn.qkv.weight, is an SD 3 model",
        "decoder.conv_in.bias, is a UNet without text models and VAE",
        "cond_stage_model.model.ln_final.bias, 'looks like SD 2.x and has no vae'",
    })
    void otherFilesAreRefusedInASentenceThatSaysWhatTheyAre(String key, String sentence) {
        var file = file("", 4, key);
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(file + " " + sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "first_stage_model.decoder.conv_in.bias, is a VAE alone",
        "decoder.conv_in.bias, is a VAE alone",
        "down_blocks.0.resnets.0.conv1.weight, is a part of a model in diffusers' layout",
        "body.0.weight, is an upscaler",
        "1.conv.0.weight, is a decoder of previews",
        "fox.0.weight, 'is no checkpoint of SD 1.x, SD 2.x or SDXL: its tensors are fox.0.weight'"
    })
    void soAreFilesWithoutAUNet(String key, String sentence) {
        Path file = folder.resolve("fox.safetensors");
        SafetensorsWriter.write(file, "{" + entry(key, "[0]", 0, 0) + "}", new byte[0]);
        assertThatThrownBy(() -> open(file)).hasMessageStartingWith(file + " " + sentence);
    }

    @Test
    void tensorsOfNoPartAreLeftOver() {
        var file = file("", 4, SD1, VAE, "betas", "model_ema.decay", "foo.bar");
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(file + ": 1 tensors are of no part of an SD 1.x checkpoint: foo.bar");
    }

    @Test
    void aPickleIsRefusedWithTheWayOut() throws IOException {
        var file = Files.createFile(folder.resolve("fox.ckpt"));
        assertThatThrownBy(() -> ModelFiles.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is a pickle file")
                .hasMessageContaining("convert it to safetensors");
    }
}
