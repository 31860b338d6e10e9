package dev.easel.kernels.onednn;

import dev.easel.kernels.onednn.WeightLayouts.Area;
import dev.easel.kernels.onednn.WeightLayouts.Question;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A convolution's weight, prepacked in the layout that oneDNN wants, which depends on the feature
 * map that it is applied to. For most it is the same; where it is not, oneDNN would reorder the
 * weight at every call, which takes as long as the convolution or several times longer. So the
 * weight is kept in the layouts that are wanted, two of them at most, of which the one not used for
 * longest makes room; a {@linkplain Footprint#COMPACT compact} weight has one.
 *
 * <p>Gain: 320 to 192 channels in bfloat16 over 32x32 in 2.4 instead of 14.7 ms (2 cores of Zen 5),
 * 1280 to 1280 in bytes over 16x16 in 3.2 instead of 7.6 ms (AMX).
 */
public final class PackedWeight {
    /** The first guess: a guided pair. */
    private static final Area TYPICAL = new Area(2, 64, 64);

    private final Packing packing;
    private final Shape shape;
    private final ScalarType type;
    private final Geometry geometry;
    private final WeightLayouts layouts;
    private final List<Slot> slots = new ArrayList<>();
    private long uses;

    /** How oneDNN packs numbers for feature maps [batch, in, height, width]. */
    public enum Packing {
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
                // That there is a scale for each output, and that the zero point of activations is
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

        Tensor pack(org.bytedeco.pytorch.Tensor weight, Geometry geometry, Area area) {
            return pack(
                    weight,
                    geometry,
                    new long[] {area.batch(), weight.size(1), area.height(), area.width()});
        }
    }

    /** A place for the weight in one layout; its tensor is empty until there is one. */
    private static final class Slot {
        private final Tensor tensor;
        private Optional<ByteBuffer> layout;
        private long lastUse;

        Slot(Tensor tensor, Optional<ByteBuffer> layout) {
            this.tensor = tensor;
            this.layout = layout;
        }

        boolean holds(ByteBuffer wanted) {
            return layout.isPresent() && layout.get().equals(wanted);
        }
    }

    /**
     * Packs a weight.
     *
     * @param layouts shared by all weights
     */
    public PackedWeight(
            Packing packing,
            org.bytedeco.pytorch.Tensor weight,
            Geometry geometry,
            Footprint footprint,
            WeightLayouts layouts) {
        this.packing = packing;
        this.geometry = geometry;
        this.layouts = layouts;
        Tensor packed = packing.pack(weight, geometry, TYPICAL);
        shape = packed.shape();
        type = weight.scalar_type().intern();
        slots.add(new Slot(packed, Optional.of(layoutOf(packed))));
        if (footprint == Footprint.FAST) {
            slots.add(new Slot(Tensor.empty(Shape.of(0), DType.U8), Optional.empty()));
        }
    }

    /** {@return what is packed or will be, to be owned} */
    public List<Tensor> tensors() {
        return slots.stream().map(slot -> slot.tensor).toList();
    }

    /**
     * {@return the weight for a convolution of {@code map}, a reference of the caller's own} It is
     * packed now where no earlier feature map wanted its layout; threads that compute with another
     * layout keep theirs.
     */
    public synchronized org.bytedeco.pytorch.Tensor packedFor(Tensor map) {
        var area = new Area(map.size(0), map.size(2), map.size(3));
        var wanted = layouts.wanted(new Question(packing, shape, type, geometry, area));
        var slot =
                slots.stream()
                        .filter(it -> it.holds(wanted))
                        .findFirst()
                        .orElseGet(() -> repacked(area));
        slot.lastUse = ++uses;
        return new org.bytedeco.pytorch.Tensor(slot.tensor.value());
    }

    /** The first guess makes room too, until it is used. */
    private Slot repacked(Area area) {
        int oldest =
                IntStream.range(0, slots.size())
                        .reduce((a, b) -> slots.get(b).lastUse < slots.get(a).lastUse ? b : a)
                        .orElseThrow();
        var slot = slots.get(oldest);
        try (var _ = TensorScope.open()) {
            // From one packed layout to another oneDNN has only its slowest way.
            var numbers = slots.getFirst().tensor.value().to_dense();
            Tensor packed = packing.pack(numbers, geometry, area);
            slot.tensor.value().put(packed.value());
            slot.layout = Optional.of(layoutOf(packed));
        }
        return slot;
    }

    /** {@return the layout of a packed weight} */
    static ByteBuffer layoutOf(Tensor weight) {
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
