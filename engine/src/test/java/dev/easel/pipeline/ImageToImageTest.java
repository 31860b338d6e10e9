package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.pictures.Resampling;
import dev.easel.pictures.RgbImage;
import dev.easel.sampling.Samplers;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageToImageTest {
    private static final RgbImage PICTURE = noise(64, 72);
    private static final ImageToImage REQUEST =
            ImageToImage.of(PICTURE, "a red fox").withSteps(4).withSeed(42);

    private ImageGenerator generator;

    @BeforeAll
    void load() {
        generator = TinyModels.sdxl();
    }

    @AfterAll
    void close() {
        generator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "10, 0.65, 6",
        "10, 0.3, 3",
        "100, 0.29, 29",
        "30, 1, 30",
        "1, 0.01, 1",
        "8, 0.1, 1",
        "150, 0, 0",
        "1, 1, 1"
    })
    void strengthSaysHowManyOfTheStepsAreRun(int steps, double strength, int run) {
        assertThat(ImageToImage.stepsRun(steps, strength)).isEqualTo(run);
    }

    @Test
    void withoutDenoisingTheFittedPictureComesBack() {
        List<StepProgress> steps = new ArrayList<>();
        var still = REQUEST.withDenoisingStrength(0).withNumber(2);

        assertThat(generator.generate(still, steps::add))
                .extracting(GeneratedImage::image)
                .containsExactly(PICTURE, PICTURE);
        var fitted = generator.generate(still.withImage(noise(65, 70))).getFirst();
        assertThat(fitted.image()).isEqualTo(Resampling.LANCZOS.resize(noise(65, 70), 64, 72));
        assertThat(fitted.adjustments()).containsExactly("resized from 65x70 to 64x72");
        assertThat(steps).isEmpty();
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(Samplers.class)
    void everySamplerRunsTheLastStepsAndRepeatsItself(Samplers sampler) {
        List<StepProgress> steps = new ArrayList<>();
        var request =
                REQUEST.withDenoisingStrength(0.5)
                        .withSampling(REQUEST.sampling().withSampler(sampler));

        var two = generator.generate(request.withNumber(2), steps::add);
        assertThat(steps).extracting(StepProgress::step).containsExactly(1, 2, 1, 2);
        assertThat(steps).extracting(StepProgress::steps).containsOnly(2);
        var second = generator.generate(request.withSeed(43)).getFirst();
        assertThat(two.getLast().image()).isEqualTo(second.image());
        assertThat(two.getFirst().image()).isNotEqualTo(second.image());
        assertThat(two.getFirst().adjustments()).isEmpty();
    }

    @Test
    void theRecipeNamesTheStrength() {
        var picture = generator.generate(REQUEST.withDenoisingStrength(0.25)).getFirst();

        assertThat(picture.recipe().text())
                .contains("Steps: 4, ", "Size: 64x72, Denoising strength: 0.25, Model: ");
    }

    @Test
    void aDepthIsRefusedByAModelThatTakesNone() {
        assertThatThrownBy(() -> generator.generate(REQUEST.withDepth(PICTURE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "sdxl takes no depth: use a model that is guided by it"
                                + " (stable-diffusion-depth-v2-0)");
    }

    @ParameterizedTest
    @CsvSource({"-0.1", "1.1", "NaN"})
    void aStrengthOutOfRangeIsRefused(double strength) {
        assertThatThrownBy(() -> REQUEST.withDenoisingStrength(strength))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("denoising strength must be between 0 and 1, got " + strength);
    }

    static RgbImage noise(int width, int height) {
        var bytes = new byte[width * height * 3];
        new Random(7).nextBytes(bytes);
        return RgbImage.of(width, height, bytes);
    }
}
