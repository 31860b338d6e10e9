package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.golden.Golden;
import dev.easel.model.Offload;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A model whose parts are in memory one after the other. */
@Isolated("it counts what native memory this process holds")
@Tag("slow")
class OffloadTest {
    private static final TextToImage REQUEST =
            TextToImage.of("a red fox").withSize(64, 64).withSteps(2).withSeed(42);

    static Stream<Path> models() {
        return Golden.modelsWith("pipeline.json", "unet").stream()
                .filter(model -> !model.endsWith("sd2-depth"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void thePicturesAreTheSame(Path model) {
        var requests =
                List.of(
                        REQUEST.withNumber(2),
                        ImageToImage.of(ImageToImageTest.noise(64, 64), "a fox")
                                .withSteps(2)
                                .withSeed(1));
        for (var request : requests) {
            assertThat(images(model, Offload.PER_COMPONENT, request))
                    .isEqualTo(images(model, Offload.NONE, request));
        }
    }

    @Test
    void nothingStaysInMemoryBetweenPictures() {
        long before = Pointer.totalCount();
        try (var generator = open(models().findFirst().orElseThrow(), Offload.PER_COMPONENT)) {
            assertThat(generator.modelBytes()).isZero();
            generator.generate(REQUEST, step -> assertThat(step.preview().width()).isEqualTo(64));
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
            try {
                generator.generate(
                        REQUEST,
                        step -> {
                            throw new CancellationException("enough");
                        });
            } catch (CancellationException e) {
                assertThat(e).hasMessage("enough");
            }
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
        }
    }

    @Test
    void threadsTakeTurns() {
        try (var generator = open(models().findFirst().orElseThrow(), Offload.PER_COMPONENT)) {
            var alone = generator.generate(REQUEST).getFirst().image();
            var together =
                    IntStream.range(0, 4)
                            .parallel()
                            .mapToObj(i -> generator.generate(REQUEST).getFirst().image())
                            .toList();
            assertThat(together).allMatch(alone::equals);
        }
    }

    private static List<Object> images(Path model, Offload offload, ImageRequest request) {
        try (var generator = open(model, offload)) {
            return generator.generate(request).stream().<Object>map(GeneratedImage::image).toList();
        }
    }

    private static ImageGenerator open(Path model, Offload offload) {
        return ImageGenerator.open(model, TinyModels.OPTIONS.withOffload(offload));
    }
}
