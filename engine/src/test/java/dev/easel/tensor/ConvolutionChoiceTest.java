package dev.easel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.easel.tensor.ConvolutionWeight.Geometry;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What was found to be fast is found once. */
class ConvolutionChoiceTest {
    private static final Geometry GEOMETRY = new Geometry(1, 1);
    private static final String QUESTION = "convolution F32 [66, 64, 3, 3]";

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        assumeThat(Brgemm.isPresent(DType.F32)).isTrue();
        file = folder.resolve("kernels.txt");
    }

    @Test
    void aWayIsMeasuredAndKept() throws IOException {
        var ways =
                fastest(66, 64, GEOMETRY) == WinogradConvolution.class
                        ? List.of("WINOGRAD", "WINOGRAD4")
                        : List.of("DIRECT");
        assertThat(Files.readString(file).strip())
                .isIn(ways.stream().map(way -> QUESTION + " = " + way).toList());
    }

    @Test
    void whatWasKeptIsTaken() throws IOException {
        var ways =
                Map.of(
                        "DIRECT", OneDnnConvolution.class,
                        "WINOGRAD", WinogradConvolution.class,
                        "WINOGRAD4", WinogradConvolution.class);
        for (var way : ways.entrySet()) {
            Files.writeString(file, QUESTION + " = " + way.getKey() + "\n");
            assertThat(fastest(66, 64, GEOMETRY)).isEqualTo(way.getValue());
        }
    }

    @Test
    void otherConvolutionsAreNotMeasured() {
        assertThat(fastest(66, 63, GEOMETRY)).isEqualTo(OneDnnConvolution.class);
        assertThat(fastest(66, 64, new Geometry(2, 1))).isEqualTo(OneDnnConvolution.class);
        assertThat(file).doesNotExist();
    }

    private Class<?> fastest(long out, long in, Geometry geometry) {
        try (var _ = TensorScope.open()) {
            Tensor weight = Tensor.zeros(Shape.of(out, in, 3, 3), DType.F32, Device.CPU);
            var choice = new ConvolutionChoice(KernelChoices.in(file));
            return choice.fastest(weight, geometry).getClass();
        }
    }
}
