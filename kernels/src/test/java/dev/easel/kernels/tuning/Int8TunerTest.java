package dev.easel.kernels.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.easel.kernels.int8.Int8Convolution;
import dev.easel.kernels.int8.Int8Linear;
import dev.easel.kernels.onednn.OneDnn;
import dev.easel.kernels.onednn.OneDnnConvolution;
import dev.easel.kernels.onednn.OneDnnLinear;
import dev.easel.kernels.onednn.WeightLayouts;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.OwnedTensors;
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
import java.util.Optional;

/** Whether a layer is rounded to 8 bits is found once. */
@Tag("slow")
class Int8TunerTest {
    private static final WeightLayouts LAYOUTS = new WeightLayouts();
    private static final Geometry GEOMETRY = new Geometry(1, 1);
    private static final String LINEAR = "bytes or floats: linear F32 [256, 256]";
    private static final String CONVOLUTION = "bytes or floats: convolution F32 [256, 256, 3, 3]";

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        assumeTrue(OneDnn.hasInt8(), "this processor cannot compute with 8 bits");
        file = folder.resolve("kernels.txt");
    }

    @Test
    void whatIsFasterIsMeasuredAndKept() throws IOException {
        var found = linear(256, Optional.empty());
        assertThat(Files.readAllLines(file)).containsExactly(LINEAR + " = " + found);

        var other = convolution(Optional.empty());
        assertThat(Files.readAllLines(file)).contains(CONVOLUTION + " = " + other);
    }

    @Test
    void whatWasKeptIsTaken() throws IOException {
        for (var factors : Factors.values()) {
            Files.write(file, List.of(LINEAR + " = " + factors, CONVOLUTION + " = " + factors));
            assertThat(linear(256, Optional.empty())).isEqualTo(factors);
            assertThat(convolution(Optional.empty())).isEqualTo(factors);
        }
    }

    @Test
    void whatIsPinnedIsNotMeasured() {
        for (var factors : Factors.values()) {
            assertThat(linear(256, Optional.of(factors))).isEqualTo(factors);
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void smallLayersAreNotMeasured() {
        assertThat(linear(255, Optional.empty())).isEqualTo(Factors.BYTES);
        assertThat(file).doesNotExist();
    }

    private Factors linear(long in, Optional<Factors> pinned) {
        try (var _ = TensorScope.open()) {
            Tensor weight = Tensor.zeros(Shape.of(256, in), DType.F32, Device.CPU);
            return factors(
                    tuner(pinned)
                            .linear(
                                    weight,
                                    factors ->
                                            factors == Factors.BYTES
                                                    ? new Int8Linear(weight)
                                                    : new OneDnnLinear(weight)));
        }
    }

    private Factors convolution(Optional<Factors> pinned) {
        try (var _ = TensorScope.open()) {
            Tensor weight = Tensor.zeros(Shape.of(256, 256, 3, 3), DType.F32, Device.CPU);
            var footprint = Footprint.FAST;
            return factors(
                    tuner(pinned)
                            .convolution(
                                    weight,
                                    GEOMETRY,
                                    factors ->
                                            factors == Factors.BYTES
                                                    ? new Int8Convolution(
                                                            weight, GEOMETRY, footprint, LAYOUTS)
                                                    : new OneDnnConvolution(
                                                            weight, GEOMETRY, footprint, LAYOUTS)));
        }
    }

    private Int8Tuner tuner(Optional<Factors> pinned) {
        return new Int8Tuner(TuningCache.in(file), pinned);
    }

    /** By the first of its tensors. */
    private static Factors factors(OwnedTensors packed) {
        long bytes = packed.tensors().getFirst().value().element_size();
        return bytes == 1 ? Factors.BYTES : Factors.FLOATS;
    }
}
