package dev.easel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.golden.Golden;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Against Pillow, see resize/make_resize.py. */
class ResamplingTest {
    private static final Path EXPECTED = Path.of("src/test/resources/resize/resize.safetensors");

    static Stream<String> resizes() {
        try (var file = SafetensorsFile.open(EXPECTED)) {
            return List.copyOf(file.keys()).stream().filter(key -> key.contains("->")).sorted();
        }
    }

    @ParameterizedTest
    @MethodSource("resizes")
    void theResultIsPillows(String key) {
        var way = Resampling.valueOf(key.substring(0, key.indexOf('/')));
        var from = key.substring(key.indexOf('/') + 1, key.indexOf('-'));
        var expected = read(key);

        assertThat(way.resize(read("picture/" + from), expected.width(), expected.height()))
                .isEqualTo(expected);
    }

    @Property(tries = 200)
    void oneColourStaysThatColour(
            @ForAll Resampling way,
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 0, max = 0xFFFFFF) int colour) {
        assertThat(way.resize(RgbImage.filled(11, 7, colour), width, height))
                .isEqualTo(RgbImage.filled(width, height, colour));
    }

    @Test
    void thePictureItselfComesBackInItsOwnSize() {
        var picture = Pictures.noise(5, 3);

        assertThat(Resampling.LANCZOS.resize(picture, 5, 3)).isSameAs(picture);
    }

    @Test
    void aSizeThatCannotBeIsRefused() {
        var picture = Pictures.noise(5, 3);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Resampling.LANCZOS.resize(picture, 0, 3))
                .withMessageStartingWith("a picture cannot have the size 0x3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Resampling.LANCZOS.resize(picture, 40_000, 40_000))
                .withMessageStartingWith("a picture cannot have the size 40000x40000");
    }

    private static RgbImage read(String key) {
        try (var _ = TensorScope.open();
                var file = SafetensorsFile.open(EXPECTED)) {
            Tensor levels = Golden.read(file, key); // [height, width, 3]
            return RgbImage.of((int) levels.size(1), (int) levels.size(0), levels.toBytes());
        }
    }
}
