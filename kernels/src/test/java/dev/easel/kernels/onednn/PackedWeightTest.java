package dev.easel.kernels.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs of two sizes that alternate have a weight packed once for each. */
class PackedWeightTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        assumeThat(OneDnn.packs(DType.F32)).isTrue();
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void theLayoutsOfTwoSizesAreKept() {
        var weight = packed(Footprint.FAST);
        long large = addressFor(weight, 64);
        long small = addressFor(weight, 4);
        for (int i = 0; i < 3; i++) {
            assertThat(addressFor(weight, 64)).isEqualTo(large);
            assertThat(addressFor(weight, 4)).isEqualTo(small);
        }
    }

    @Test
    void aCompactWeightHasOneLayout() {
        var weight = packed(Footprint.COMPACT);
        addressFor(weight, 64);
        addressFor(weight, 4);

        assertThat(weight.tensors()).hasSize(1);
    }

    /** So many channels are packed otherwise for small feature maps. */
    private static PackedWeight packed(Footprint footprint) {
        Tensor weight = Tensor.zeros(Shape.of(192, 320, 3, 3), DType.F32, Device.CPU);
        return new PackedWeight(
                PackedWeight.Packing.FLOATS,
                weight,
                new Geometry(1, 1),
                footprint,
                new WeightLayouts());
    }

    private static long addressFor(PackedWeight weight, long side) {
        Tensor map = Tensor.zeros(Shape.of(2, 320, side, side), DType.F32, Device.CPU);
        return weight.packedFor(map.channelsLast()).unsafeGetTensorImpl().address();
    }
}
