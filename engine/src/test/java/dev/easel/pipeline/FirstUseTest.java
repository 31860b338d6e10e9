package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.adapter.ModelAdapters;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.golden.Golden;
import dev.easel.golden.ModelCopy;
import dev.easel.pictures.RgbImage;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Layers read their weights when they are first used. */
@Tag("slow")
@Isolated("counts native objects")
class FirstUseTest {
    private static final TextToImage REQUEST =
            TextToImage.of("a red fox").withSize(64, 64).withSteps(1).withSeed(7);
    private static final String UNET = "unet/diffusion_pytorch_model.safetensors";

    @TempDir private Path folder;

    @Test
    void aWeightThatHoldsNoNumbersIsToldOfByEachPictureThatNeedsIt() {
        var broken =
                copy().edit(
                                UNET,
                                tensors ->
                                        tensors.computeIfPresent(
                                                "conv_in.weight",
                                                (_, weight) -> weight.mul(Double.NaN)));
        drawFails(broken); // what is looked up once stays
        long before = Pointer.totalCount();
        drawFails(broken);
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }

    private static void drawFails(ModelCopy broken) {
        try (var generator = open(broken)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> generator.generate(REQUEST))
                        .isInstanceOf(CheckpointException.class)
                        .hasMessageContaining(
                                "the tensor conv_in.weight holds NaN or infinity as F32");
            }
        }
    }

    @Test
    void aModelThatIsClosedBeforeItsFirstPictureLeavesNothing() {
        long before = Pointer.totalCount();
        try (var generator = TinyModels.sdxl()) {
            assertThat(generator.modelBytes()).isPositive();
        }
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }

    @Test
    void aModelWhoseFileIsDeletedAfterItWasOpenedDrawsAsBefore() {
        var copy = copy();
        try (var generator = open(copy)) {
            copy.delete(UNET);
            assertThat(drawn(generator)).isEqualTo(unharmed());
        }
    }

    @Test
    void threadsThatDrawAModelsFirstPicturesTogetherDrawTheSame() {
        var expected = unharmed();
        try (var generator = TinyModels.sdxl()) {
            var together =
                    IntStream.range(0, 4).parallel().mapToObj(_ -> drawn(generator)).toList();
            assertThat(together).allMatch(expected::equals);
        }
    }

    @Test
    void anAdapterIsReadByTheFirstPictureThatNeedsIt() {
        try (var generator = TinyModels.sdxl()) {
            var model = generator.model();
            var adapters =
                    new ModelAdapters(
                            List.of(GoldenAdapters.all().getFirst().weighing(1)), model.tensors());
            try (var adapted = model.changed(adapters)) {
                assertThat(adapted.bytes()).isZero();
            }
        }
    }

    private static RgbImage unharmed() {
        try (var generator = TinyModels.sdxl()) {
            return drawn(generator);
        }
    }

    private static RgbImage drawn(ImageGenerator generator) {
        return generator.generate(REQUEST).getFirst().image();
    }

    private ModelCopy copy() {
        return ModelCopy.of(Golden.modelsWith("text_encoder_2", "unet").getFirst(), folder);
    }

    private static ImageGenerator open(ModelCopy model) {
        return ImageGenerator.open(model.folder(), TinyModels.OPTIONS);
    }
}
