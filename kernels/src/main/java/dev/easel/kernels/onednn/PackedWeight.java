package dev.easel.tensor;

import dev.easel.tensor.ConvolutionKernel.Geometry;

import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A convolution's weight in the layout that oneDNN wants, which depends on the map that it is
 * applied to. For most it is the same; where it is not, oneDNN would rearrange the weight at every
 * call, which takes as long as the convolution or several times longer (2 cores of Zen 5, 320 to
 * 192 channels in bfloat16 over 32x32: 14.7 instead of 2.4 ms; AMX, 1280 to 1280 in bytes over
 * 16x16: 7.6 instead of 3.2 ms). So it is packed anew when such maps come, and stays so until
 * others do.
 */
final class PackedWeight {
    /** What oneDNN plans with at first: any map may come. A guided pair. */
    private static final Area TYPICAL = new Area(2, 64, 64);

    /** Layouts by what was asked for: many layers of a network are alike. */
    private static final Map<Question, ByteBuffer> WANTED = new ConcurrentHashMap<>();

    private final Packing packing;
    private final Shape shape;
    private final ScalarType type;
    private final Geometry geometry;
    private final Tensor packed;
    private ByteBuffer layout;

    private record Area(long batch, long height, long width) {}

    private record Question(
            Packing packing, Shape weight, ScalarType type, Geometry geometry, Area area) {}

    /** What the numbers are, and how they are packed for maps [batch, in, height, width]. */
    enum Packing {
        FLOATS {
            @Override
            Tensor pack(org.bytedeco.pytorch.Tensor weight, Geometry geometry, long[] map) {
                return Operations.PACK.call(
                        weight,
                        geometry.paddings(),
                        geometry.strides(),
                        geometry.dilations(),
                        1L,
                        map);
            }
        },
        BYTES {
            @Override
            Tensor pack(org.bytedeco.pytorch.Tensor weight, Geometry geometry, long[] map) {
                // That there is a scale for each output, and that the zero point of what comes is
                // not 0, is all that is asked of them here.
                return OperationsOnBytes.PACK.call(
                        weight,
                        torch.ones(weight.size(0)),
                        1.0,
                        1L,
                        geometry.strides(),
                        geometry.paddings(),
                        geometry.dilations(),
                        1L,
                        map);
            }
        };

        abstract Tensor pack(org.bytedeco.pytorch.Tensor weight, Geometry geometry, long[] map);

        private Tensor pack(org.bytedeco.pytorch.Tensor weight, Geometry geometry, Area area) {
            return pack(
                    weight,
                    geometry,
                    new long[] {area.batch, weight.size(1), area.height, area.width});
        }
    }

    PackedWeight(Packing packing, org.bytedeco.pytorch.Tensor weight, Geometry geometry) {
        this.packing = packing;
        this.geometry = geometry;
        packed = packing.pack(weight, geometry, TYPICAL);
        shape = packed.shape();
        type = weight.scalar_type().intern();
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
        var question = new Question(packing, shape, type, geometry, area);
        var wanted = WANTED.computeIfAbsent(question, PackedWeight::wanted);
        if (!wanted.equals(layout)) {
            repack(area);
        }
        return new org.bytedeco.pytorch.Tensor(packed.value());
    }

    private void repack(Area area) {
        try (var _ = TensorScope.open()) {
            // From one packed layout to another oneDNN has only its slowest way.
            Tensor other = packing.pack(packed.value().to_dense(), geometry, area);
            packed.value().put(other.value());
            layout = layout(other);
        }
    }

    /** oneDNN tells a layout only of a weight that it has packed. */
    private static ByteBuffer wanted(Question question) {
        try (var _ = TensorScope.open()) {
            var any = torch.zeros(question.weight.toArray(), new TensorOptions(question.type));
            return layout(question.packing.pack(any, question.geometry, question.area));
        }
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

    /** Apart, for a LibTorch may do without. */
    private static final class OperationsOnBytes {
        static final BoxedOperation PACK = BoxedOperation.named("onednn::qconv_prepack");
    }
}
