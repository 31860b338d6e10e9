package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.golden.Golden;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A golden single file in a folder of models. */
@Tag("slow")
final class SingleFileTest {
    private static final Path GOLDEN = Golden.folder().resolve("single-file/sd15.safetensors");
    private static final Path CONFIGS = Golden.folder().resolve("models/sd15");

    @TempDir private Path folder = Path.of("");

    private void put(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.copy(GOLDEN, file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "checkpoints/", "Stable-diffusion/"})
    void isListedByItsName(String shelf) throws IOException {
        put(shelf + "my fox_v1.2.safetensors");
        Files.createDirectories(folder.resolve("checkpoints"));
        Files.writeString(folder.resolve("checkpoints/none.safetensors"), "{}");
        var outcome = new Cli().with("EASEL_MODELS", folder.toString()).start("models");

        assertThat(outcome.out())
                .containsPattern("my fox_v1.2 +yes +a file of yours")
                .doesNotContain("none")
                .doesNotContain("checkpoints");
    }

    @Test
    void infoSaysWhatItWasTakenFor() {
        var outcome = Cli.run("models", "info", GOLDEN.toString(), "--json");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        var json = JsonMapper.shared().readTree(outcome.out());
        assertThat(json.path("defaults").path("width").intValue()).isEqualTo(512);
        assertThat(json.path("notes").path(0).stringValue())
                .startsWith("sd15 is taken for SD 1.x that predicts noise (epsilon)");
    }

    @Test
    void drawsWithConfigurationsOfItsOwn() {
        String[] line = {
            "generate",
            "a fox",
            "--model",
            GOLDEN.toString(),
            "--config",
            CONFIGS.toString(),
            "--steps",
            "1",
            "--width",
            "64",
            "--height",
            "64",
            "--output",
            folder + "/",
            "--prediction",
            "v"
        };
        var outcome = Cli.run(line);

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("predicts velocity (v): as was asked for");
    }

    @Test
    void aUNetAloneDrawsWithItsBaseAndAnotherVae() throws IOException {
        Path gguf = Golden.folder().resolve("gguf/sd15-comfyui.gguf");
        Files.createDirectories(folder.resolve("unet"));
        Files.copy(gguf, folder.resolve("unet/tiny-Q4.gguf"));
        Files.createDirectories(folder.resolve("vae"));
        Files.copy(
                CONFIGS.resolve("vae/diffusion_pytorch_model.safetensors"),
                folder.resolve("vae/mse.safetensors"));
        Path picture = folder.resolve("fox.png");
        String[] line = {
            "generate",
            "a fox",
            "--model",
            "tiny-Q4",
            "--base",
            CONFIGS.toString(),
            "--vae",
            "mse",
            "--steps",
            "1",
            "--width",
            "64",
            "--height",
            "64",
            "--low-memory",
            "--output",
            picture.toString()
        };
        var outcome = new Cli().with("EASEL_MODELS", folder.toString()).start(line);

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("tiny-Q4 is a UNet that predicts noise");
        assertThat(Files.readString(picture, StandardCharsets.ISO_8859_1))
                .contains("VAE: mse.safetensors")
                .contains("Model: tiny-Q4");
    }

    @Test
    void whatIsMissingIsToldWithTheOptionThatHelps() {
        String gguf = Golden.folder().resolve("gguf/sd15-comfyui.gguf").toString();
        assertThat(Cli.run("generate", "a fox", "--model", gguf).err()).contains("--base MODEL");
        assertThat(Cli.run("generate", "a fox", "--vae", "none").err())
                .contains("--vae must be a .safetensors file");
    }

    @Test
    void itsOptionsAreForItAlone() {
        var outcome = Cli.run("generate", "a fox", "--prediction", "v");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("are for a model in a single file, got easel-mini");
    }
}
