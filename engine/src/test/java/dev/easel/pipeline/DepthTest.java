package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.golden.Golden;
import dev.easel.golden.ModelCopy;
import dev.easel.model.Offload;
import dev.easel.pictures.RgbImage;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Pictures of a model that is guided by depth. */
@Tag("slow")
final class DepthTest {
    private static final RgbImage PICTURE = ImageToImageTest.noise(64, 64);
    private static final ImageToImage REQUEST =
            ImageToImage.of(PICTURE, "a red fox").withSteps(3).withSeed(42);

    @TempDir private Path parent = Path.of("");

    @Test
    void aTextAloneHasAFlatDepth() {
        try (var generator = open(model(), Offload.NONE)) {
            var text = TextToImage.of("a red fox").withSize(64, 64).withSteps(3).withSeed(42);
            var grey = RgbImage.filled(64, 64, 0x808080);
            var over = REQUEST.withImage(grey).withDenoisingStrength(1).withDepth(flat(0x404040));

            assertThat(image(generator, text)).isEqualTo(image(generator, over));
        }
    }

    @Test
    void aDepthThatIsGivenGuidesInsteadOfTheEstimatedOne() {
        try (var generator = open(model(), Offload.NONE)) {
            var estimated = generator.generate(REQUEST).getFirst().image();
            var slope = image(generator, REQUEST.withDepth(slope(64, 64)));

            assertThat(slope).isNotEqualTo(estimated);
            // Only the order of near and far counts, not how bright the picture of it is.
            assertThat(image(generator, REQUEST.withDepth(flat(0x000000))))
                    .isEqualTo(image(generator, REQUEST.withDepth(flat(0xC0C0C0))));
        }
    }

    @Test
    void theEstimatorTooIsInMemoryOnlyWhileItWorks() {
        try (var whole = open(model(), Offload.NONE);
                var byPart = open(model(), Offload.PER_COMPONENT)) {
            assertThat(byPart.modelBytes()).isZero();
            assertThat(image(byPart, REQUEST)).isEqualTo(image(whole, REQUEST));
        }
    }

    @Test
    void aModelWithoutAnEstimatorAsksForTheDepth() {
        var copy =
                ModelCopy.of(model(), parent)
                        .replace("model_index.json", "\"depth_estimator\"", "\"nothing\"");
        try (var generator = open(copy.folder(), Offload.NONE)) {
            assertThatThrownBy(() -> generator.generate(REQUEST))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("sd2-depth has no depth estimator: give the depth of the picture");
            assertThat(generator.generate(REQUEST.withDepth(slope(10, 20)))).hasSize(1);
        }
    }

    private static RgbImage image(ImageGenerator generator, ImageRequest request) {
        return generator.generate(request).getFirst().image();
    }

    private static RgbImage flat(int colour) {
        return RgbImage.filled(8, 8, colour);
    }

    private static RgbImage slope(int width, int height) {
        var bytes = new byte[width * height * 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i / 3 % width * 255 / width);
        }
        return RgbImage.of(width, height, bytes);
    }

    private static Path model() {
        return Golden.modelsWith("pipeline.json", "depth_estimator").getFirst();
    }

    private static ImageGenerator open(Path folder, Offload offload) {
        return ImageGenerator.open(folder, TinyModels.OPTIONS.withOffload(offload));
    }
}
