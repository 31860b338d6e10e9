package dev.easel.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.Weights.Placement;
import dev.easel.golden.Golden;
import dev.easel.golden.SafetensorsWriter;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

class WeightsTest {
    @TempDir private Path folder;
    private final ParameterStore store = new ParameterStore();
    private SafetensorsFile file;
    private Weights weights;

    @BeforeEach
    void write() {
        Path path = folder.resolve("w.safetensors");
        try (var _ = TensorScope.open()) {
            var pair = Tensor.of(new float[] {1, 2}, Shape.of(2));
            var broken = Tensor.of(new float[] {1, Float.NaN}, Shape.of(2));
            SafetensorsWriter.write(path, Map.of("a.0.weight", pair, "a.1.weight", broken));
        }
        file = SafetensorsFile.open(path);
        weights = Weights.of(file, store, new Placement(DType.F32, Device.CPU));
    }

    @AfterEach
    void close() {
        store.close();
        file.close();
    }

    @Test
    void givesTensorsByPathConvertedAndOwnedByTheStore() {
        Tensor taken = weights.at("a").at(0).as(DType.BF16).take("weight", Shape.of(2));
        assertThat(taken.dtype()).isEqualTo(DType.BF16);
        assertThat(taken.toFloats()).containsExactly(1, 2);
        assertThat(store.bytes()).isEqualTo(4);
    }

    @Test
    @Tag("kernels")
    void compactOnesTakeNoMoreMemoryThanTheirNumbers() {
        var shape = Shape.of(64, 64, 3, 3);
        Path path = folder.resolve("kernel.safetensors");
        try (var _ = TensorScope.open()) {
            var kernel = Tensor.zeros(shape, DType.F32, Device.CPU);
            SafetensorsWriter.write(path, Map.of("weight", kernel));
        }
        var compact = new Placement(DType.F32, Device.CPU, Golden.kernels()).compacted();
        try (var kernel = SafetensorsFile.open(path)) {
            var some = Weights.of(kernel, store, compact).as(DType.F32);
            some.convolution("weight", shape, new Geometry(1, 1));
        }
        assertThat(store.bytes()).isEqualTo(shape.count() * 4);
    }

    @Test
    void namesAMissingTensor() {
        assertThatThrownBy(() -> weights.at("b").take("weight", Shape.of(2)))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(file.name() + ": the tensor b.weight [2] is missing");
    }

    @Test
    void namesBothShapesWhereTheyDiffer() {
        assertThatThrownBy(() -> weights.at("a.0").take("weight", Shape.of(2, 3)))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        file.name() + ": the tensor a.0.weight has the shape [2]; expected [2, 3]");
    }

    @Test
    void refusesNumbersThatAreNone() {
        assertThatThrownBy(() -> weights.at("a.1").take("weight", Shape.of(2)))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(file.name() + ": the tensor a.1.weight holds NaN or infinity as F32");
        assertThat(store.bytes()).isZero();
    }

    @Test
    void accountsForEveryTensor() {
        weights.at("a.0").take("weight", Shape.of(2));
        weights.requireAllUsed(key -> key.startsWith("a.1"));
        assertThatThrownBy(() -> weights.requireAllUsed(key -> false))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("1 tensors are not part of the model")
                .hasMessageContaining("a.1.weight");
    }
}
