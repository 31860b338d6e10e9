package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.Pictures;
import dev.easel.sampling.Samplers;
import dev.easel.tensor.ComputeThreads;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import javax.imageio.ImageIO;

@Tag("slow")
final class GenerateCommandTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void writesAPictureAndSaysWhere() throws IOException {
        var outcome = Cli.generate("a", "red", "fox", "--seed", "42", "--output", folder + "/");

        Path expected = folder.resolve("a-red-fox-42.png");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualToIgnoringNewLines(expected + "  seed 42");
        assertThat(outcome.err()).contains("loading ", "step 1/2", "step 2/2", "s/step");
        var image = ImageIO.read(expected.toFile());
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(64, 64);
    }

    @Test
    void theEmbeddedModelIsTheDefault() throws IOException {
        var outcome =
                Cli.run(
                        "generate",
                        "a red fox",
                        "--width",
                        "64",
                        "--height",
                        "96",
                        "--steps",
                        "1",
                        "--seed",
                        "1",
                        "--json",
                        "--output",
                        folder.toString());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(json(outcome).path("model").stringValue()).isEqualTo("easel-mini");
        var image = ImageIO.read(folder.resolve("a-red-fox-1.png").toFile());
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(64, 96);
    }

    @Test
    void whatEaselMiniDoesNotKnowIsToldInOneLine() {
        var known = embedded("a red fox");
        assertThat(known.err()).doesNotContain("does not know");
        assertThat(embedded("a wombat").err().lines())
                .filteredOn(line -> line.contains("does not know"))
                .singleElement()
                .asString()
                .startsWith("easel-mini does not know \"wombat\"; it knows, for example: ")
                .contains("./easel models info easel-mini", "--model FOLDER");
        assertThat(embedded("a wombat", "--quiet").err()).doesNotContain("does not know");
        assertThat(Cli.generate("a wombat", "--output", folder + "/").err())
                .as("another model")
                .doesNotContain("does not know");
    }

    @ParameterizedTest
    @CsvSource({
        "DPM++ 2M Karras, default, K_DPMPP_2M, karras",
        "euler a, exponential, K_EULER_ANCESTRAL, exponential",
        "K_HEUN, karras, K_HEUN, karras",
        "LMS, default, K_LMS, default"
    })
    void samplersHaveA1111sNamesToo(String sampler, String scheduler, String ours, String spacing) {
        var spaced = scheduler.equals("default") ? List.<String>of() : List.of(scheduler);
        var arguments = new ArrayList<>(List.of("fox", "--json", "--sampler", sampler));
        spaced.forEach(name -> arguments.addAll(List.of("--scheduler", name)));
        arguments.addAll(List.of("--output", folder + "/"));
        var settings = json(Cli.generate(arguments.toArray(String[]::new))).path("settings");

        assertThat(settings.path("sampler").stringValue()).isEqualTo(ours);
        assertThat(settings.path("scheduler").stringValue()).isEqualTo(spacing);
    }

    @Test
    void clipSkipMakesAnotherPictureAndIsInTheRecipe() throws IOException {
        Path usual = folder.resolve("usual.png");
        Path one = folder.resolve("one.png");
        Path two = folder.resolve("two.png");
        Cli.generate("fox", "--seed", "3", "--output", usual.toString());
        Cli.generate("fox", "--seed", "3", "--clip-skip", "1", "--output", one.toString());
        Cli.generate("fox", "--seed", "3", "--clip-skip", "2", "--output", two.toString());

        var drawn = Pictures.decode(Files.readAllBytes(usual));
        assertThat(Pictures.decode(Files.readAllBytes(one))).isEqualTo(drawn);
        assertThat(Pictures.decode(Files.readAllBytes(two))).isNotEqualTo(drawn);
        assertThat(Pictures.recipe(Files.readAllBytes(two))).contains("Clip skip: 2");
    }

    private Cli.Outcome embedded(String prompt, String... more) {
        var arguments = new ArrayList<>(List.of("generate", prompt, "--steps", "1"));
        arguments.addAll(List.of("--width", "64", "--height", "64", "--output", folder + "/"));
        arguments.addAll(List.of(more));
        return Cli.run(arguments.toArray(String[]::new));
    }

    @Test
    void whatIsNotSaidIsTheModels() {
        var outcome =
                Cli.run("generate", "fox", "--steps", "1", "--json", "--output", folder + "/");

        var settings = json(outcome).path("settings");
        assertThat(settings.path("width").intValue()).isEqualTo(256);
        assertThat(settings.path("height").intValue()).isEqualTo(256);
        assertThat(settings.path("sampler").stringValue()).isEqualTo("K_DPMPP_2M");
        assertThat(settings.path("cfgScale").doubleValue()).isEqualTo(5);
    }

    @Test
    void thePngTellsHowItWasMade() throws IOException {
        Path file = folder.resolve("fox.png");
        Cli.generate(
                "a (red:1.3) fox",
                "--negative",
                "grass",
                "--style",
                "pixel-art",
                "--width",
                "72",
                "--height",
                "64",
                "--steps",
                "3",
                "--sampler",
                "k_euler",
                "--cfg-scale",
                "4.5",
                "--seed",
                "7",
                "--output",
                file.toString());

        String parameters = Pictures.recipe(Files.readAllBytes(file));
        var style = Choices.style("pixel-art");
        assertThat(parameters)
                .startsWith(style.applyTo("a (red:1.3) fox"))
                .contains("Negative prompt: " + style.appendTo("grass"))
                .contains("Steps: 3", "CFG scale: 4.5", "Seed: 7", "Size: 72x64");
    }

    @ParameterizedTest
    @EnumSource(Samplers.class)
    void drawsWithEverySampler(Samplers sampler) {
        var outcome = Cli.generate("fox", "--sampler", sampler.name(), "--output", folder + "/");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.paths()).allMatch(Files::exists).hasSize(1);
    }

    @Test
    void pictureIHasSeedPlusI() throws IOException {
        var three = Cli.generate("fox", "--number", "3", "--seed", "42", "--output", folder + "/");
        Path alone = folder.resolve("alone.png");
        Cli.generate("fox", "--seed", "44", "--output", alone.toString());

        assertThat(three.paths())
                .containsExactly(
                        folder.resolve("fox-42.png"),
                        folder.resolve("fox-43.png"),
                        folder.resolve("fox-44.png"));
        assertThat(three.err()).contains("picture 1/3", "picture 3/3");
        assertThat(folder.resolve("fox-44.png")).hasSameBinaryContentAs(alone);
        assertThat(Files.mismatch(folder.resolve("fox-43.png"), alone)).isNotEqualTo(-1);
    }

    @Test
    void aSeedIsDrawnWhereNoneOrZeroIsGiven() throws IOException {
        long absent = seed(Cli.generate("fox", "--json", "--output", folder + "/"));
        long zero = seed(Cli.generate("fox", "--json", "--seed", "0", "--output", folder + "/"));

        assertThat(List.of(absent, zero)).allMatch(seed -> seed >= 1 && seed <= 4294967295L);
        assertThat(absent).isNotEqualTo(zero);
    }

    @Test
    void severalPicturesInOneFileAreNumbered() {
        Path file = folder.resolve("fox.png");
        var outcome = Cli.generate("fox", "--number", "2", "--output", file.toString());

        assertThat(outcome.paths())
                .containsExactly(folder.resolve("fox-1.png"), folder.resolve("fox-2.png"))
                .allMatch(Files::exists);
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatIsNamedIsOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("fox.png"), "old");
        var outcome = Cli.generate("fox", "--output", file.toString());

        assertThat(outcome.exitCode()).isZero();
        assertThat(ImageIO.read(file.toFile())).isNotNull();
    }

    @Test
    void aNameThatIsMadeOverwritesNothing() {
        String[] arguments = {"fox", "--seed", "5", "--output", folder.toString()};
        Cli.generate(arguments);
        var second = Cli.generate(arguments);
        var third = Cli.generate(arguments);

        assertThat(second.paths()).containsExactly(folder.resolve("fox-5-1.png"));
        assertThat(third.paths()).containsExactly(folder.resolve("fox-5-2.png"));
    }

    @Test
    void aFolderWithASlashIsMade() {
        Path deep = folder.resolve("new").resolve("foxes");
        var outcome = Cli.generate("fox", "--seed", "5", "--output", deep + "/");

        assertThat(outcome.paths()).containsExactly(deep.resolve("fox-5.png"));
    }

    @ParameterizedTest
    @CsvSource({
        "fox.png,,89504e47",
        "fox.JPG,,ffd8ff",
        "fox.webp,,52494646",
        "fox.any,jpeg,ffd8ff",
        "fox,,89504e47",
        "fox.png,webp,52494646",
    })
    void theFormatIsTheOptionsOrTheNames(String name, String format, String begin)
            throws IOException {
        Path file = folder.resolve(name);
        var outcome =
                format == null
                        ? Cli.generate("fox", "--output", file.toString())
                        : Cli.generate("fox", "--output", file.toString(), "--format", format);

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        var content = HexFormat.of().formatHex(Files.readAllBytes(file));
        assertThat(content).startsWith(begin);
    }

    @Test
    void jsonTellsPicturesSettingsAndTimings() throws IOException {
        var outcome =
                Cli.generate(
                        "fox",
                        "--json",
                        "--number",
                        "2",
                        "--seed",
                        "9",
                        "--sampler",
                        "DDIM",
                        "--output",
                        folder + "/");
        JsonNode json = json(outcome);

        assertThat(outcome.out().lines()).hasSize(1);
        assertThat(json.propertyNames())
                .containsExactly(
                        "model", "prompt", "settings", "pictures", "adjustments", "timings");
        assertThat(json.path("model").stringValue()).isEqualTo("sd15");
        assertThat(json.path("prompt").stringValue()).isEqualTo("fox");
        JsonNode second = json.path("pictures").path(1);
        assertThat(second.path("seed").longValue()).isEqualTo(10);
        assertThat(second.path("width").intValue()).isEqualTo(64);
        assertThat(second.path("height").intValue()).isEqualTo(64);
        assertThat(Path.of(second.path("path").stringValue())).isAbsolute().exists();
        assertThat(json.path("settings").path("steps").intValue()).isEqualTo(2);
        assertThat(json.path("settings").path("sampler").stringValue()).isEqualTo("DDIM");
        assertThat(json.path("settings").path("cfgScale").doubleValue()).isEqualTo(7);
        assertThat(json.path("settings").path("precision").stringValue()).isEqualTo("f32");
        for (String part : List.of("load", "generate", "secondsPerStep", "total")) {
            assertThat(json.path("timings").path(part).doubleValue()).as(part).isPositive();
        }
    }

    @Test
    void highResolutionMakesThePictureLarger() throws IOException {
        Path file = folder.resolve("fox.png");
        var outcome =
                Cli.generate(
                        "fox",
                        "--hires",
                        "1.5",
                        "--hires-strength",
                        "0.4",
                        "--hires-steps",
                        "5",
                        "--output",
                        file.toString());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("step 1/5", "step 5/5");
        assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(96);
        assertThat(Pictures.recipe(Files.readAllBytes(file)))
                .contains("Denoising strength: 0.6, Hires upscale: 1.5, Hires steps: 5");
    }

    @Test
    void lowMemoryDrawsTheSamePicture() {
        Path usual = folder.resolve("usual.png");
        Path low = folder.resolve("low.png");
        Cli.generate("fox", "--seed", "3", "--output", usual.toString());
        Cli.generate("fox", "--seed", "3", "--low-memory", "--output", low.toString());

        assertThat(low).hasSameBinaryContentAs(usual);
    }

    @Test
    void quietTellsThePathsAndNothingElse() {
        Path file = folder.resolve("fox.png");
        var outcome = Cli.generate("fox", "--quiet", "--output", file.toString());

        assertThat(outcome.out()).isEqualToIgnoringNewLines(file.toString());
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void threadsAreSet() {
        int before = ComputeThreads.get();
        try {
            var outcome = Cli.generate("fox", "--threads", "1", "--json", "--output", folder + "/");
            assertThat(json(outcome).path("settings").path("threads").intValue()).isEqualTo(1);
        } finally {
            ComputeThreads.set(before);
        }
    }

    @Test
    void theOtherNameOfAStyleIsTheSameStyle() {
        assertThat(Choices.style("tile-texture")).isEqualTo(Choices.style("title-texture"));
    }

    private static JsonNode json(Cli.Outcome outcome) {
        return JsonMapper.shared().readTree(outcome.out());
    }

    private static long seed(Cli.Outcome outcome) {
        return json(outcome).path("pictures").path(0).path("seed").longValue();
    }
}
