package dev.easel.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.golden.Golden;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Against Pillow, see resize/make_resize.py. */
class ResamplingGoldenTest {
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

    private static RgbImage read(String key) {
        try (var _ = TensorScope.open();
                var file = SafetensorsFile.open(EXPECTED)) {
            Tensor levels = Golden.read(file, key); // [height, width, 3]
            return RgbImage.of((int) levels.size(1), (int) levels.size(0), levels.toBytes());
        }
    }
}
