package dev.easel.kernels.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.easel.kernels.brgemm.Brgemm;
import dev.easel.kernels.brgemm.ComputePool;
import dev.easel.kernels.onednn.OneDnn;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was found to be fast is found once. */
@Tag("slow")
class ConvolutionTunerTest {
    private static final ComputePool POOL = new ComputePool();
    private static final Geometry GEOMETRY = new Geometry(1, 1);
    private static final String QUESTION = "convolution F32 [66, 64, 3, 3]";

    /** By how many numbers a weight has for each pair of channels. */
    private static final Map<Long, String> ALGORITHMS =
            Map.of(9L, "DIRECT", 16L, "WINOGRAD", 36L, "WINOGRAD4");

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        assumeThat(Brgemm.isPresent(DType.F32)).isTrue();
        file = folder.resolve("kernels.txt");
    }

    @Test
    void anAlgorithmIsMeasuredAndKept() {
        var algorithm = fastest(66, 64, GEOMETRY);
        assertThat(file).hasContent(QUESTION + " = " + algorithm);
    }

    @Test
    void whatWasKeptIsTaken() throws IOException {
        for (var algorithm : ALGORITHMS.values()) {
            Files.writeString(file, QUESTION + " = " + algorithm + "\n");
            assertThat(fastest(66, 64, GEOMETRY)).isEqualTo(algorithm);
        }
    }

    @Test
    void ofBytesTheAlgorithmIsAnother() throws IOException {
        assumeThat(OneDnn.hasInt8() && Brgemm.isPresent(DType.U8)).isTrue();
        for (var algorithm : List.of("DIRECT", "WINOGRAD")) {
            Files.writeString(
                    file, QUESTION + " = WINOGRAD4\nint8 " + QUESTION + " = " + algorithm + "\n");
            assertThat(fastestInt8(66, 64, GEOMETRY)).isEqualTo(algorithm);
        }
    }

    @Test
    void otherConvolutionsAreNotMeasured() {
        assertThat(fastest(66, 63, GEOMETRY)).isEqualTo("DIRECT");
        assertThat(fastest(66, 64, new Geometry(2, 1))).isEqualTo("DIRECT");
        assertThat(file).doesNotExist();
    }

    private String fastest(long out, long in, Geometry geometry) {
        return algorithm(out, in, geometry, Factors.FLOATS);
    }

    private String fastestInt8(long out, long in, Geometry geometry) {
        return algorithm(out, in, geometry, Factors.BYTES);
    }

    private String algorithm(long out, long in, Geometry geometry, Factors factors) {
        try (var _ = TensorScope.open()) {
            Tensor weight = Tensor.zeros(Shape.of(out, in, 3, 3), DType.F32, Device.CPU);
            var choice = new ConvolutionTuner(POOL, TuningCache.in(file), Optional.empty());
            var kernel = choice.fastest(weight, geometry, factors, Footprint.FAST);
            Tensor packed = kernel.tensors().getFirst();
            return ALGORITHMS.getOrDefault(packed.shape().count() / (out * in), "none");
        }
    }
}
