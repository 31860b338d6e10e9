package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.catalog.Style;
import dev.easel.catalog.StyleCatalog;
import dev.easel.pictures.Pictures;
import dev.easel.pictures.Recipe;
import dev.easel.pipeline.ImageSize;
import dev.easel.pipeline.ModelDefaults;
import dev.easel.pipeline.TextToImage;
import dev.easel.sampling.Samplers;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import picocli.CommandLine.ParseResult;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The pictures of the documents are what their commands draw. Where it fails, run {@code
 * docs/pictures/make}.
 */
@Tag("slow")
final class PicturesTest {
    private static final Path HOME = Path.of("..");
    private static final Path README = HOME.resolve("README.md");
    private static final Path STYLES = HOME.resolve("docs/styles.md");
    private static final Path FOLDER = HOME.resolve("docs/pictures");
    private static final Path EASEL_JSON =
            HOME.resolve("mini/src/main/resources/dev/easel/mini/model/easel.json");

    private static final Pattern IMAGE =
            Pattern.compile("<img src=\"([^\"]*\\.webp)\"[^>\n]* alt='\\./easel ([^'\n]*)'");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    /** A picture of a document, and the command in its alt text. */
    record Shown(Path file, String command) {
        ParseResult parsed() {
            var arguments =
                    WORD.matcher(command)
                            .results()
                            .map(word -> word.group(1) == null ? word.group(2) : word.group(1));
            return Cli.commandLine().parseArgs(arguments.toArray(String[]::new)).subcommand();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aPictureIsWhatItsCommandDraws(Shown shown) throws IOException {
        var parsed = shown.parsed();
        var command = (GenerateCommand) parsed.commandSpec().userObject();
        var request = command.settled(command.request(prompt(parsed)), defaults());
        long seed = parsed.matchedOptionValue("--seed", Optional.<Long>empty()).orElse(0L);

        assertThat(seed).as("a seed, so that it can be drawn again").isPositive();
        assertThat(parsed.hasMatchedOption("--model")).as("the embedded model draws").isFalse();
        assertThat(Pictures.webpRecipe(Files.readAllBytes(shown.file())))
                .startsWith(recipe(request, seed) + ", ")
                .contains("Model: easel-mini");
    }

    @Test
    void theReadmeOpensWithASheetOfTwelve() throws IOException {
        assertThat(of(README)).hasSize(12);
        assertThat(Files.readString(README)).startsWith("<table");
        assertThat(of(README).getFirst().command()).startsWith("generate \"a red fox\"");
    }

    @Test
    void everyStyleIsShownOnTheSameTwoObjects() throws IOException {
        var styles = StyleCatalog.builtIn().all().stream().map(Style::id).sorted();
        var shown = of(STYLES).stream().map(Shown::parsed).toList();

        assertThat(shown.stream().map(PicturesTest::style).distinct().sorted())
                .containsExactlyElementsOf(styles.toList());
        assertThat(shown.stream().map(parsed -> style(parsed) + prompt(parsed)))
                .doesNotHaveDuplicates()
                .hasSize(2 * StyleCatalog.builtIn().all().size());
        assertThat(shown.stream().map(PicturesTest::prompt).distinct()).hasSize(2);
    }

    @Test
    void noPictureLiesThereUnused() throws IOException {
        try (var files = Files.list(FOLDER)) {
            assertThat(files.filter(file -> file.toString().endsWith(".webp")))
                    .containsExactlyInAnyOrderElementsOf(
                            all().map(Shown::file).distinct().toList());
        }
    }

    static Stream<Shown> all() throws IOException {
        return Stream.concat(of(README).stream(), of(STYLES).stream());
    }

    private static List<Shown> of(Path document) throws IOException {
        return IMAGE.matcher(Files.readString(document))
                .results()
                .map(found -> shown(document, found))
                .toList();
    }

    private static Shown shown(Path document, MatchResult found) {
        return new Shown(document.resolveSibling(found.group(1)).normalize(), found.group(2));
    }

    private static String style(ParseResult parsed) {
        return parsed.matchedOption("--style").stringValues().getFirst();
    }

    private static String prompt(ParseResult parsed) {
        return String.join(" ", parsed.matchedPositional(0).stringValues());
    }

    /** The recipe's beginning, which all programs read. */
    private static String recipe(TextToImage request, long seed) {
        var sampling = request.sampling().settled();
        var size = request.size().orElseThrow();
        assertThat(sampling.sampler()).isEqualTo(Samplers.K_DPMPP_2M);
        return new Recipe(
                        request.prompt(),
                        request.negativePrompt().orElse(""),
                        sampling.steps(),
                        "DPM++ 2M",
                        sampling.guidanceScale(),
                        seed,
                        size.width(),
                        size.height(),
                        List.of(),
                        "",
                        "")
                .text();
    }

    /** What the embedded model's easel.json says: to ask the model itself its weights are read. */
    private static ModelDefaults defaults() {
        var json = JsonMapper.shared().readTree(EASEL_JSON.toFile());
        return new ModelDefaults(
                new ImageSize(json.path("width").intValue(), json.path("height").intValue()),
                Samplers.valueOf(json.path("sampler").stringValue()),
                json.path("steps").intValue(),
                json.path("guidanceScale").doubleValue());
    }
}
