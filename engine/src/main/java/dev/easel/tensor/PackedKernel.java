package dev.easel.tensor;

import dev.easel.tensor.ConvolutionWeight.Geometry;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A convolution's weight in the layout that oneDNN wants, which depends on the map that it is
 * applied to. For most it is the same; where it is not, oneDNN would rearrange the weight at every
 * call, which takes several times longer than the convolution (2 cores of Zen 5, 320 to 192
 * channels in bfloat16 over 32x32: 14.7 instead of 2.4 ms). So it is packed anew when such maps
 * come, and stays so until others do.
 */
final class PackedKernel {
    /** What oneDNN plans with at first: any map may come. A guided pair. */
    private static final Area TYPICAL = new Area(2, 64, 64);

    /** Layouts by what was asked for: many layers of a network are alike. */
    private static final Map<Question, ByteBuffer> WANTED = new ConcurrentHashMap<>();

    private final Geometry geometry;
    private final Tensor packed;
    private ByteBuffer layout;

    private record Area(long batch, long height, long width) {}

    private record Question(Shape weight, DType dtype, Geometry geometry, Area area) {}

    PackedKernel(Tensor weight, Geometry geometry) {
        this.geometry = geometry;
        packed = pack(weight, geometry, TYPICAL);
        layout = layout(packed);
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
        var area = new Area(map.size(0), map.size(2), map.size(3));
        var question = new Question(packed.shape(), packed.dtype(), geometry, area);
        var wanted = WANTED.computeIfAbsent(question, PackedKernel::wanted);
        if (!wanted.equals(layout)) {
            repack(area);
        }
        return new org.bytedeco.pytorch.Tensor(packed.value());
    }

    private void repack(Area area) {
        try (var _ = TensorScope.open()) {
            // From one packed layout to another oneDNN has only its slowest way.
            Tensor other = pack(new Tensor(packed.value().to_dense()), geometry, area);
            packed.value().put(other.value());
            layout = layout(other);
        }
    }

    /** oneDNN tells a layout only of a weight that it has packed. */
    private static ByteBuffer wanted(Question question) {
        try (var _ = TensorScope.open()) {
            Tensor any = Tensor.zeros(question.weight, question.dtype, Device.CPU);
            return layout(pack(any, question.geometry, question.area));
        }
    }

    private static Tensor pack(Tensor weight, Geometry geometry, Area area) {
        return Operations.PACK.call(
                weight.value(),
                geometry.paddings(),
                geometry.strides(),
                geometry.dilations(),
                1L,
                new long[] {area.batch, weight.size(1), area.height, area.width});
    }

    private static ByteBuffer layout(Tensor weight) {
        return ByteBuffer.wrap(Operations.LAYOUT.call(weight.value()).toBytes());
    }

    /** Looked up once. */
    private static final class Operations {
        static final BoxedOperation PACK =
                BoxedOperation.named("mkldnn::_reorder_convolution_weight");
        static final BoxedOperation LAYOUT =
                BoxedOperation.named("mkldnn::_get_mkldnn_serialized_md");
    }
}
