package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.model.Precision;
import dev.easel.pictures.RgbImage;
import dev.easel.sampling.Samplers;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A recipe tells all that the picture depends on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class PictureRecipeTest {
    private static final TextToImage REQUEST =
            TextToImage.of("a red fox").withSize(64, 64).withSteps(2).withSeed(42);

    private ImageGenerator generator;

    @BeforeAll
    void load() {
        generator = TinyModels.sdxl();
    }

    @AfterAll
    void close() {
        generator.close();
    }

    @Test
    void karrasSigmasMakeAnotherPictureAndAreTold() {
        var plain = REQUEST.sampling().withSampler(Samplers.K_EULER).withSteps(4);
        var karras = draw(plain.withKarrasSigmas(true));

        assertThat(karras.image()).isNotEqualTo(draw(plain).image());
        assertThat(karras.recipe().text())
                .contains("Size: 64x64, Schedule type: Karras, Model: sdxl");
        assertThat(draw(plain).recipe().text()).contains("Size: 64x64, Model: sdxl");
    }

    @Test
    void quantizedTimestepsMakeAnotherPictureAndAreTold() {
        var plain = REQUEST.sampling().withSampler(Samplers.K_HEUN).withSteps(3);
        var quantized = draw(plain.withQuantizedTimesteps(true));

        assertThat(quantized.image()).isNotEqualTo(draw(plain).image());
        assertThat(quantized.recipe().text()).contains("Easel quantized timesteps: yes, Model");
    }

    @Test
    void maskAndDepthAreTold() {
        var picture = RgbImage.filled(64, 64, 0x808080);
        var request =
                ImageToImage.of(picture, "a red fox")
                        .withSteps(2)
                        .withMask(picture)
                        .withDefaults(generator.defaults());
        var recipe = PictureRecipe.of(request, picture, 1, generator.model());

        assertThat(recipe.text()).contains("Denoising strength: 0.65, Mask: yes, Model: ");
        assertThat(
                        PictureRecipe.of(request.withDepth(picture), picture, 1, generator.model())
                                .text())
                .contains("Mask: yes, Depth: yes, Model: ");
    }

    @Test
    void aPrecisionThatIsNotFloat32IsTold() {
        var options = TinyModels.OPTIONS.withPrecision(Precision.BF16);
        try (var rounded = TinyModels.sdxl(options)) {
            assertThat(rounded.generate(REQUEST).getFirst().recipe().text())
                    .contains("Size: 64x64, Easel precision: bf16, Model: sdxl");
        }
    }

    private GeneratedImage draw(SamplingSettings sampling) {
        return generator.generate(REQUEST.withSampling(sampling.withSeed(42))).getFirst();
    }
}
