package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.catalog.FileDigests;
import dev.easel.catalog.ModelPlace;
import dev.easel.checkpoint.layout.SingleFileOptions;
import dev.easel.golden.Golden;
import dev.easel.model.Precision;
import dev.easel.pictures.Recipe;
import dev.easel.pictures.RgbImage;
import dev.easel.sampling.Samplers;
import dev.easel.sampling.SigmaSpacing;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.nio.file.Path;
import java.util.Optional;

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
        var karras = draw(plain.withSpacing(SigmaSpacing.KARRAS));

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
        var recipe = recipe(request, picture);

        assertThat(recipe.text()).contains("Denoising strength: 0.65, Mask: yes, Model: ");
        assertThat(recipe(request.withDepth(picture), picture).text())
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

    @Test
    void theHashOfASingleFileIsTold() {
        Path file = Golden.folder().resolve("single-file/sdxl.safetensors");
        String sha256 = FileDigests.ofProcess().sha256(file);
        var configs = SingleFileOptions.NONE.withConfigs(Golden.folder().resolve("models/sdxl"));
        var place = new ModelPlace.File("sdxl", file, configs);
        try (var single = ImageGenerator.open(place, TinyModels.OPTIONS)) {
            assertThat(single.generate(REQUEST).getFirst().recipe().text())
                    .contains(", Model hash: " + sha256.substring(0, 10) + ", Model: sdxl");
        }
        assertThat(generator.generate(REQUEST).getFirst().recipe().text())
                .doesNotContain("Model hash");
    }

    private Recipe recipe(ImageToImage request, RgbImage picture) {
        return PictureRecipe.of(request, picture, 1, generator.model(), Optional.empty());
    }

    private GeneratedImage draw(SamplingSettings sampling) {
        return generator.generate(REQUEST.withSampling(sampling.withSeed(42))).getFirst();
    }
}
