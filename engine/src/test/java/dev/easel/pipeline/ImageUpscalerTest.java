package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.golden.Golden;
import dev.easel.model.Precision;
import dev.easel.pictures.Resampling;
import dev.easel.pictures.RgbImage;
import dev.easel.pipeline.TargetSize.Height;
import dev.easel.pipeline.TargetSize.Pixels;
import dev.easel.pipeline.TargetSize.Scale;
import dev.easel.pipeline.TargetSize.Width;
import dev.easel.pipeline.TargetSize.Within;
import dev.easel.upscale.TileListener;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

@Isolated("it counts what native memory this process holds")
@Tag("slow")
@net.jqwik.api.Tag("slow") // its properties
final class ImageUpscalerTest {
    private static final RgbImage PICTURE = ImageToImageTest.noise(40, 30);

    @ParameterizedTest
    @CsvSource({
        "x2plus, 2, 80, 60, 1", "x2plus, 3, 120, 90, 2", "x2plus, 4, 160, 120, 2",
        "x2plus, 1.5, 60, 45, 1", "x2plus, 1, 40, 30, 0", "x2plus, 0.5, 20, 15, 0",
        "compact-x4, 2, 80, 60, 1", "x4, 4, 160, 120, 1"
    })
    void theNetworkIsAppliedUntilThePictureIsLargeEnough(
            String network, double scale, int width, int height, int passes) {
        List<String> tiles = new ArrayList<>();
        try (var upscaler = open(network)) {
            var large =
                    upscaler.upscale(
                            PICTURE, new Scale(scale), (tile, of) -> tiles.add(tile + "/" + of));

            assertThat(new Pixels(large.width(), large.height()))
                    .isEqualTo(new Pixels(width, height));
            assertThat(tiles).hasSize(passes);
            if (passes == 0) {
                assertThat(large).isEqualTo(Resampling.LANCZOS.resize(PICTURE, width, height));
            }
        }
    }

    @Test
    void int8IsRefused() {
        var options = TinyModels.OPTIONS.withPrecision(Precision.INT8);

        assertThatThrownBy(() -> ImageUpscaler.embedded(options).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("upscalers do not compute in precision int8; take auto, f32 or bf16");
    }

    @Test
    void anInterruptEndsTheWorkAfterThatTile() {
        List<Integer> tiles = new ArrayList<>();
        try (var upscaler = open("x2plus")) {
            assertThatThrownBy(() ->
                            upscaler.upscale(
                                    PICTURE,
                                    new Scale(4),
                                    (tile, _) -> {
                                        tiles.add(tile);
                                        Thread.currentThread().interrupt();
                                    }))
                    .isInstanceOf(CancellationException.class);
            assertThat(tiles).containsExactly(1);
        } finally {
            assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
        }
    }

    @Test
    void theEmbeddedUpscalerDoublesCloserThanLanczos() {
        try (var upscaler = ImageUpscaler.embedded(TinyModels.OPTIONS)) {
            assertThat(upscaler.scale()).isEqualTo(2);
            // Edges that resampling blurs: a disc, drawn in full size and halved.
            var disc = disc(128);
            var small = Resampling.LANCZOS.resize(disc, 64, 64);
            double ours = Levels.between(upscaler.upscale(small, new Scale(2)), disc).rms();
            double lanczos = Levels.between(Resampling.LANCZOS.resize(small, 128, 128), disc).rms();

            assertThat(ours).isLessThan(lanczos);
        }
    }

    @Property
    void theAspectIsKept(
            @ForAll @IntRange(min = 1, max = 5000) int width,
            @ForAll @IntRange(min = 1, max = 5000) int height,
            @ForAll @IntRange(min = 1, max = 9000) int side,
            @ForAll @IntRange(min = 1, max = 9000) int otherSide) {
        var picture = new Shape(width, height).picture();
        var wide = new Width(side).of(picture);
        var high = new Height(side).of(picture);
        var within = new Within(side, otherSide).of(picture);

        assertThat(wide.width()).isEqualTo(side);
        assertThat(wide.height()).isEqualTo(rounded(height, side, width));
        assertThat(high.height()).isEqualTo(side);
        assertThat(high.width()).isEqualTo(rounded(width, side, height));
        assertThat(within.width()).isLessThanOrEqualTo(side);
        assertThat(within.height()).isLessThanOrEqualTo(otherSide);
        assertThat(within.width() == side || within.height() == otherSide).isTrue();
    }

    @Test
    void halfAPixelIsRoundedUp() {
        // 15 * (49 / 6.0) is 122.49999999999999 in doubles, where 122.5 is meant.
        assertThat(new Width(49).of(6, 15).height()).isEqualTo(123);
    }

    /** Half a pixel and more make one more, none stays none: a side has at least one. */
    private static int rounded(int side, int to, int from) {
        return BigDecimal.valueOf((long) side * to)
                .divide(BigDecimal.valueOf(from), 0, RoundingMode.HALF_UP)
                .max(BigDecimal.ONE)
                .intValueExact();
    }

    /** Sizes are computed from the picture's own two numbers: its pixels do not matter. */
    private record Shape(int width, int height) {
        RgbImage picture() {
            return RgbImage.filled(width, height, 0);
        }
    }

    @Test
    void wrongTargetsAreRefusedWithASentence() {
        assertThatThrownBy(() -> new Scale(0))
                .hasMessage("scale must be above 0 and at most 64, got 0.0");
        assertThatThrownBy(() -> new Within(0, 5)).hasMessage("width must be at least 1, got 0");
        try (var upscaler = open("compact-x2")) {
            var wide = RgbImage.filled(4000, 2, 0);
            assertThatThrownBy(() -> upscaler.upscale(wide, new Height(40_000)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a picture cannot have the size");
        }
    }

    @Test
    void memoryStaysFlatAndAClosedUpscalerSaysSo() {
        try (var first = open("x2plus")) {
            first.upscale(PICTURE, new Scale(2)); // the kernels keep what they found out
        }
        long before = Pointer.totalCount();
        var upscaler = open("x2plus");
        upscaler.upscale(PICTURE, new Scale(2));
        long loaded = Pointer.totalCount();
        for (int i = 0; i < 50; i++) {
            upscaler.upscale(PICTURE, new Scale(3), TileListener.NONE);
        }
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(loaded);
        upscaler.close();
        upscaler.close();
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
        assertThatThrownBy(() -> upscaler.upscale(PICTURE, new Scale(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the upscaler is closed");
    }

    private static RgbImage disc(int side) {
        var bytes = new byte[side * side * 3];
        for (int i = 0; i < side * side; i++) {
            double x = i % side - side / 2.0;
            double y = i / (double) side - side / 2.0;
            boolean inside = x * x + y * y < side * side / 9.0;
            bytes[3 * i] = (byte) (inside ? 220 : 40);
            bytes[3 * i + 1] = (byte) (inside ? 120 : 60);
            bytes[3 * i + 2] = (byte) (inside ? 30 : 160);
        }
        return RgbImage.of(side, side, bytes);
    }

    private static ImageUpscaler open(String network) {
        return ImageUpscaler.open(
                Golden.folder().resolve("upscale/" + network + ".safetensors"), TinyModels.OPTIONS);
    }
}
