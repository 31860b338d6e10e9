package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.golden.Golden;
import dev.easel.pictures.Resampling;
import dev.easel.pictures.RgbImage;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

@Isolated("it counts what native memory this process holds")
@Tag("slow")
class PreviewTest {
    private static final TextToImage REQUEST =
            TextToImage.of("a fox").withSize(64, 96).withSteps(2).withSeed(1);
    private static final Path DECODER = Golden.folder().resolve("taesd/taesd_decoder.safetensors");

    private static List<RgbImage> previews(ImageGenerator generator, PreviewMethod method) {
        List<RgbImage> seen = new ArrayList<>();
        generator.generate(REQUEST, step -> seen.add(step.preview(method)));
        return seen;
    }

    private static ImageGenerator sd15(GeneratorOptions options) {
        return ImageGenerator.open(Golden.folder().resolve("models/sd15"), options);
    }

    @Test
    void aLinearPreviewIsAsLargeAsTheLatentsAndNeedsNoFile() {
        try (var generator = TinyModels.sdxl()) {
            int factor = generator.model().design().latentFactor();
            assertThat(previews(generator, PreviewMethod.LINEAR))
                    .hasSize(2)
                    .allMatch(picture -> picture.width() == 64 / factor)
                    .allMatch(picture -> picture.height() == 96 / factor);
            assertThat(previews(generator, PreviewMethod.AUTO))
                    .isEqualTo(previews(generator, PreviewMethod.LINEAR));
        }
    }

    @Test
    void previewsDoNotChangeThePicture() {
        try (var generator = TinyModels.sdxl()) {
            var alone = generator.generate(REQUEST).getFirst().image();
            var watched = generator.generate(REQUEST, step -> step.preview(PreviewMethod.LINEAR));
            assertThat(watched.getFirst().image()).isEqualTo(alone);
        }
    }

    @Test
    void theLastFullPreviewIsThePicture() {
        try (var generator = TinyModels.sdxl()) {
            List<RgbImage> seen = new ArrayList<>();
            var picture = generator.generate(REQUEST, step -> seen.add(step.preview())).getFirst();
            assertThat(seen.getLast()).isEqualTo(picture.image());
        }
    }

    /** Its colours are those of the picture, which the embedded model's autoencoder can show. */
    @Test
    void aLinearPreviewLooksLikeThePicture() {
        List<RgbImage> seen = new ArrayList<>();
        try (var generator = ImageGenerator.embedded(TinyModels.OPTIONS)) {
            var request =
                    TextToImage.of("a red heart on a blue background")
                            .withSize(128, 128)
                            .withSteps(5)
                            .withSeed(3);
            var picture =
                    generator
                            .generate(request, step -> seen.add(step.preview(PreviewMethod.LINEAR)))
                            .getFirst()
                            .image();
            var preview = seen.getLast();
            var small = Resampling.BILINEAR.resize(picture, preview.width(), preview.height());
            assertThat(preview.width()).isEqualTo(16);
            assertThat(Levels.between(preview, small).rms()).isLessThan(30);
        }
    }

    @Test
    void theTinyDecoderIsAskedForByTheNameOfTheModelsLatents() {
        List<String> names = new ArrayList<>();
        var options =
                TinyModels.OPTIONS.withPreviewDecoders(name -> {
                    names.add(name);
                    return Optional.of(DECODER);
                });
        try (var sd15 = sd15(options);
                var sdxl = TinyModels.sdxl(options)) {
            assertThat(previews(sd15, PreviewMethod.TAESD))
                    .hasSize(2)
                    .allMatch(picture -> picture.width() == 64 && picture.height() == 96);
            sdxl.preparePreviews(PreviewMethod.TAESD);
        }
        assertThat(names).containsExactly("taesd_decoder", "taesdxl_decoder");
    }

    @Test
    void aTinyDecoderInTheModelsFolderIsFound(@TempDir Path folder) throws IOException {
        Path original = Golden.folder().resolve("models/sd15");
        Path model = folder.resolve("model");
        try (var parts = Files.walk(original)) {
            for (Path part : parts.toList()) {
                Files.copy(part, model.resolve(original.relativize(part).toString()));
            }
        }
        Files.copy(DECODER, model.resolve("taesd_decoder.safetensors"));
        try (var generator = ImageGenerator.open(model, TinyModels.OPTIONS)) {
            generator.preparePreviews(PreviewMethod.TAESD);
        }
    }

    @Test
    void whereTheWeightsAreMissingOrOfOtherLatentsASentenceSaysSo() {
        Path other = Golden.folder().resolve("taesd/taesd3.safetensors");
        try (var without = sd15(TinyModels.OPTIONS);
                var with = sd15(TinyModels.OPTIONS.withPreviewDecoders(_ -> Optional.of(other)));
                var embedded = ImageGenerator.embedded(TinyModels.OPTIONS)) {
            assertThatThrownBy(() -> without.preparePreviews(PreviewMethod.TAESD))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("taesd_decoder.safetensors");
            assertThatThrownBy(() -> with.preparePreviews(PreviewMethod.TAESD))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("16 channels");
            assertThatThrownBy(() -> embedded.preparePreviews(PreviewMethod.TAESD))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no TAESD for the latents of easel-mini");
        }
    }

    @Test
    void closingFreesTheTinyDecoder() {
        long before = Pointer.totalCount();
        try (var generator =
                sd15(TinyModels.OPTIONS.withPreviewDecoders(_ -> Optional.of(DECODER)))) {
            assertThat(previews(generator, PreviewMethod.TAESD)).hasSize(2);
            assertThat(previews(generator, PreviewMethod.LINEAR)).hasSize(2);
        }
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }

    @Test
    void aMapThatIsLinearIsFound() {
        var squares = new LeastSquares(3, 2);
        double[][] features = {{1, 0, 1}, {0, 1, 1}, {-1, 2, 1}, {2, 2, 1}, {0.5, -1, 1}};
        for (int repeated = 0; repeated < 1000; repeated++) {
            for (double[] f : features) {
                squares.add(f, new double[] {3 * f[0] - f[1] + 5, f[1] * 2 - 1});
            }
        }
        var weights = squares.solve();
        assertThat(weights[0]).containsExactly(new double[] {3, -1, 5}, within(0.02));
        assertThat(weights[1]).containsExactly(new double[] {0, 2, -1}, within(0.02));
    }

    @Test
    void previewsComeAtOnceThenAtMostTwiceASecond() {
        long[] millis = {-9_000_000_000_000L};
        var pace = new PreviewPace(() -> millis[0] * 1_000_000);
        List<Integer> at = new ArrayList<>();
        for (int i = 0; i <= 2000; i += 20) {
            if (pace.isTime()) {
                at.add(i);
            }
            millis[0] += 20;
        }
        assertThat(at).containsExactly(0, 500, 1000, 1500, 2000);
    }
}
