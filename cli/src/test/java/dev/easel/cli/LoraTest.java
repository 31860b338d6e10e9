package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.golden.Golden;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFiles;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code --lora} and LoRAs in prompts. */
@Tag("slow")
class LoraTest {
    private static final Path LORA = Golden.folder().resolve("lora/sd15-kohya.safetensors");

    @TempDir private Path folder = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        Files.createDirectories(folder.resolve("Lora"));
        Files.copy(LORA, folder.resolve("Lora/fox.safetensors"));
    }

    private Cli.Outcome draw(String file, String... more) {
        var arguments = new String[more.length + 6];
        System.arraycopy(more, 0, arguments, 0, more.length);
        var usual =
                new String[] {
                    "--models", folder.toString(), "--seed", "42", "-o", folder + "/" + file
                };
        System.arraycopy(usual, 0, arguments, more.length, usual.length);
        return Cli.generate(arguments);
    }

    private Object picture(String file) {
        return ImageFiles.read(folder.resolve(file), ImageCodec.MAX_PIXELS).image();
    }

    @ParameterizedTest
    @CsvSource({
        "a fox, --lora, lcm-lora-sdv1-5:0.8, '2 steps of LCM, guidance 1', kind lcm: the name of"
                + " the LoRA lcm-lora-sdv1-5 says so",
        "a fox<lora:lcm-lora-sdv1-5>, --cfg-scale, 2, '2 steps of LCM, guidance 2', kind lcm",
        "a fox, --lora, lcm-lora-sdv1-5:0, '2 steps of K_DPMPP_2M, guidance 7', changes",
        "a fox<lora:lcm-lora-sdv1-5>, --few-steps, tcd, '2 steps of TCD, guidance 1', as was asked"
                + " for"
    })
    void aLoraForAFewStepsBringsThem(
            String prompt, String option, String value, String drawn, String why)
            throws IOException {
        Files.copy(LORA, folder.resolve("Lora/lcm-lora-sdv1-5.safetensors"));
        var outcome = draw("few.png", prompt, option, value);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains(drawn, why);
    }

    @Test
    void aFileANameAndATagDrawTheSame() throws IOException {
        draw("plain.png", "a fox");
        var byFile = draw("file.png", "a fox", "--lora", LORA + ":0.8");
        draw("name.png", "a fox", "--lora", "fox:0.8");
        draw("tag.png", "a fox<lora:fox:0.8>");

        assertThat(byFile.exitCode()).as(byFile.err()).isZero();
        assertThat(byFile.err()).contains("sd15-kohya changes ");
        assertThat(picture("file.png")).isNotEqualTo(picture("plain.png"));
        assertThat(picture("name.png")).isEqualTo(picture("file.png"));
        assertThat(picture("tag.png")).isEqualTo(picture("file.png"));
        assertThat(Files.readString(folder.resolve("name.png"), StandardCharsets.ISO_8859_1))
                .contains("a fox <lora:fox:0.8>\n")
                .contains("Lora hashes: \"fox: ");
    }

    @Test
    void jsonTellsWhatWasFound() {
        var outcome = draw("fox.png", "a fox", "--lora", "fox", "--json");
        var notes = JsonMapper.shared().readTree(outcome.out()).path("adjustments");
        assertThat(notes.path(0).stringValue()).startsWith("fox changes ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bear | there is no LoRA bear; there are fox",
                "fox:5 | the weight of the LoRA fox must be between -4 and 4, got 5.0",
                "fox:much | there is no LoRA fox:much; there are fox"
            })
    void aWrongLoraIsRefused(String lora, String sentence) {
        var outcome = draw("fox.png", "a fox", "--lora", lora);
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).isEqualTo("easel: " + sentence + System.lineSeparator());
    }

    @Test
    void anUnknownNameInAPromptIsRefusedBeforeTheModelIsLoaded() {
        var outcome = draw("fox.png", "a <lora:bear:1> fox");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err())
                .isEqualTo("easel: there is no LoRA bear; there are fox" + System.lineSeparator());
    }

    @Test
    void aModelIsNoLora() {
        var model = Golden.folder().resolve("single-file/sd15.safetensors").toString();
        var outcome = draw("fox.png", "a fox", "--lora", model);
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.MODEL.number());
        assertThat(outcome.err()).contains(model + " is a model (--model takes it), no LoRA");
    }
}
