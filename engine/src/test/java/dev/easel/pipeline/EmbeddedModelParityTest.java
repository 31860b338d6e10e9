package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.golden.Golden;
import dev.easel.model.Precision;
import dev.easel.pictures.ImageCodec;
import dev.easel.sampling.Samplers;
import dev.easel.tensor.Device;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** easel-mini's pictures are those that diffusers draws with the same weights in float32. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedModelParityTest {
    private static final Path FOLDER = Path.of("src/test/parity");

    private ImageGenerator generator;

    @BeforeAll
    void load() {
        generator =
                ImageGenerator.embedded(
                        GeneratorOptions.defaults()
                                .withPrecision(Precision.F32)
                                .withDevice(Device.CPU));
    }

    @AfterAll
    void close() {
        generator.close();
    }

    static List<JsonConfig> cases() {
        return Golden.cases(FOLDER.resolve("cases.json"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void drawsWhatDiffusersDraws(JsonConfig drawn) throws IOException {
        var sampling =
                SamplingSettings.defaults()
                        .withSampler(Samplers.valueOf(drawn.string("sampler")))
                        .withSteps(drawn.integer("steps"))
                        .withGuidanceScale(drawn.number("cfg_scale"))
                        .withSeed((long) drawn.number("seed"));
        var request =
                TextToImage.of(drawn.string("prompt"))
                        .withNegativePrompt(drawn.findString("negative_prompt"))
                        .withSize(drawn.integer("width"), drawn.integer("height"))
                        .withSampling(sampling);

        var picture = generator.generate(request).getFirst().image();

        var file = Files.readAllBytes(FOLDER.resolve(drawn.string("name") + ".png"));
        var expected = ImageCodec.decode(file, ImageCodec.MAX_PIXELS).image();
        assertThat(Levels.between(picture, expected).max()).isLessThanOrEqualTo(1);
    }

    @Test
    void itsDefaultsAreWhatItsCardRecommends() throws IOException {
        var best = generator.defaults();

        assertThat(Files.readString(Path.of("../mini/README.md")))
                .contains(
                        "Best at: %s, %d steps, guidance %.0f, %s"
                                .formatted(
                                        best.size(),
                                        best.steps(),
                                        best.guidanceScale(),
                                        best.sampler()));
    }
}
