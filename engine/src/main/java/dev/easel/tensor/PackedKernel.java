package dev.easel.tensor;

import dev.easel.tensor.ConvolutionWeight.Geometry;

import java.util.HashSet;
import java.util.Set;

/**
 * A convolution's weight in the layout that oneDNN wants. For most maps that is one; but for those
 * of few pixels it may be another (on 2 cores with AVX512 for 192 channels on 8x8, on 32 cores for
 * 1280), and then oneDNN would rearrange the weight at every call, which takes longer than the
 * convolution. So it is packed anew when such maps come, and stays so until others do.
 */
final class PackedKernel {
    /** Of maps that are not small. */
    private static final Size TYPICAL = new Size(64, 64);

    /** Maps whose convolution has this many pixels or more want the same layout. */
    private static final long LARGE = 16 * 16;

    /** A guided pair. */
    private static final long TYPICAL_BATCH = 2;

    private final Geometry geometry;
    private final Tensor packed;

    /** The sizes that are known to want the layout that there is. */
    private final Set<Size> fitting = new HashSet<>();

    private record Size(long height, long width) {}

    PackedKernel(Tensor weight, Geometry geometry) {
        this.geometry = geometry;
        packed = pack(weight, TYPICAL);
        fitting.add(TYPICAL);
    }

    /** {@return what is packed, to be owned: the same tensor in every layout} */
    Tensor tensor() {
        return packed;
    }

    /**
     * {@return the weight for a convolution of {@code map}} Another thread may have it packed anew
     * meanwhile, so this is a reference of the caller's own.
     */
    synchronized org.bytedeco.pytorch.Tensor packedFor(Tensor map) {
        var size = size(map);
        if (!fitting.contains(size)) {
            fit(size);
        }
        return new org.bytedeco.pytorch.Tensor(packed.value());
    }

    private Size size(Tensor map) {
        long height = map.size(2);
        long width = map.size(3);
        boolean small = height * width < LARGE * geometry.stride() * geometry.stride();
        return small ? new Size(height, width) : TYPICAL;
    }

    private void fit(Size size) {
        try (var _ = TensorScope.open()) {
            // From one packed layout to another oneDNN has only its slowest way.
            Tensor other = pack(new Tensor(packed.value().to_dense()), size);
            if (!layout(other).sameAs(layout(packed))) {
                packed.value().put(other.value());
                fitting.clear();
            }
        }
        fitting.add(size);
    }

    private Tensor pack(Tensor weight, Size size) {
        return Operations.PACK.call(
                weight.value(),
                geometry.paddings(),
                geometry.strides(),
                geometry.dilations(),
                1L,
                new long[] {TYPICAL_BATCH, weight.size(1), size.height, size.width});
    }

    private static Tensor layout(Tensor weight) {
        return Operations.LAYOUT.call(weight.value());
    }

    /** Looked up once. */
    private static final class Operations {
        static final BoxedOperation PACK =
                BoxedOperation.named("mkldnn::_reorder_convolution_weight");
        static final BoxedOperation LAYOUT =
                BoxedOperation.named("mkldnn::_get_mkldnn_serialized_md");
    }
}
