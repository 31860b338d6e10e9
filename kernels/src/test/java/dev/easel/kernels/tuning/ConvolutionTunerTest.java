package dev.easel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.easel.tensor.ConvolutionKernel.Geometry;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What was found to be fast is found once. */
class ConvolutionTunerTest {
    private static final Geometry GEOMETRY = new Geometry(1, 1);
    private static final String QUESTION = "convolution F32 [66, 64, 3, 3]";

    /** By how many numbers a weight has for each pair of channels. */
    private static final Map<Long, String> WAYS =
            Map.of(9L, "DIRECT", 16L, "WINOGRAD", 36L, "WINOGRAD4");

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        assumeThat(Brgemm.isPresent(DType.F32)).isTrue();
        file = folder.resolve("kernels.txt");
    }

    @Test
    void aWayIsMeasuredAndKept() {
        var way = fastest(66, 64, GEOMETRY);
        assertThat(file).hasContent(QUESTION + " = " + way);
    }

    @Test
    void whatWasKeptIsTaken() throws IOException {
        for (var way : WAYS.values()) {
            Files.writeString(file, QUESTION + " = " + way + "\n");
            assertThat(fastest(66, 64, GEOMETRY)).isEqualTo(way);
        }
    }

    @Test
    void ofBytesTheChoiceIsAnother() throws IOException {
        assumeThat(Device.CPU.hasInt8() && Brgemm.isPresent(DType.U8)).isTrue();
        for (var way : List.of("DIRECT", "WINOGRAD")) {
            Files.writeString(
                    file, QUESTION + " = WINOGRAD4\nint8 " + QUESTION + " = " + way + "\n");
            assertThat(fastestInt8(66, 64, GEOMETRY)).isEqualTo(way);
        }
    }

    @Test
    void otherConvolutionsAreNotMeasured() {
        assertThat(fastest(66, 63, GEOMETRY)).isEqualTo("DIRECT");
        assertThat(fastest(66, 64, new Geometry(2, 1))).isEqualTo("DIRECT");
        assertThat(file).doesNotExist();
    }

    private String fastest(long out, long in, Geometry geometry) {
        return way(out, in, (choice, weight) -> choice.fastest(weight, geometry));
    }

    private String fastestInt8(long out, long in, Geometry geometry) {
        return way(out, in, (choice, weight) -> choice.fastestInt8(weight, geometry));
    }

    private String way(
            long out, long in, BiFunction<ConvolutionTuner, Tensor, ConvolutionKernel> fastest) {
        try (var _ = TensorScope.open()) {
            Tensor weight = Tensor.zeros(Shape.of(out, in, 3, 3), DType.F32, Device.CPU);
            var choice = new ConvolutionTuner(TuningCache.in(file));
            Tensor packed = fastest.apply(choice, weight).tensors().getFirst();
            return WAYS.getOrDefault(packed.shape().count() / (out * in), "none");
        }
    }
}
