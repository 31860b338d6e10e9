package dev.easel.kernels.onednn;

import dev.easel.kernels.onednn.WeightLayouts.Area;
import dev.easel.kernels.onednn.WeightLayouts.Kind;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.bytedeco.pytorch.global.torch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

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

    private final Kind kind;
    private final WeightLayouts layouts;
    private final List<Slot> slots = new ArrayList<>();
    private long uses;

    /** How oneDNN packs numbers. */
    public enum Packing {
        FLOATS,
        BYTES;

        /** {@return the weight for feature maps of an area} */
        Tensor pack(Tensor weight, Geometry geometry, Area area) {
            long[] map = {area.batch(), weight.size(1), area.height(), area.width()};
            long[] strides = geometry.strides();
            long[] paddings = geometry.paddings();
            long[] dilations = geometry.dilations();
            return switch (this) {
                case FLOATS ->
                        Operations.PACK.call(weight.value(), paddings, strides, dilations, 1L, map);
                case BYTES -> {
                    // That there is a scale for each output, and that the zero point of activations
                    // is not 0, is all that is asked of them here.
                    var scales = torch.ones(weight.size(0));
                    yield OperationsOnBytes.PACK.call(
                            weight.value(), scales, 1.0, 1L, strides, paddings, dilations, 1L, map);
                }
            };
        }
    }

    /** A place for the weight in one layout; its tensor and layout are empty until there is one. */
    private static final class Slot {
        private final Tensor tensor;
        private ByteBuffer layout;
        private long lastUse;

        Slot(Tensor tensor, ByteBuffer layout) {
            this.tensor = tensor;
            this.layout = layout;
        }
    }

    /**
     * Packs a weight.
     *
     * @param layouts shared by all weights
     */
    public PackedWeight(
            Packing packing,
            Tensor weight,
            Geometry geometry,
            Footprint footprint,
            WeightLayouts layouts) {
        this.layouts = layouts;
        Tensor packed = packing.pack(weight, geometry, TYPICAL);
        kind = new Kind(packing, packed.shape(), weight.dtype(), geometry);
        slots.add(new Slot(packed, layoutOf(packed)));
        if (footprint == Footprint.FAST) {
            slots.add(new Slot(Tensor.empty(Shape.of(0), DType.U8), ByteBuffer.allocate(0)));
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
        var wanted = layouts.wanted(kind, area);
        var slot =
                slots.stream()
                        .filter(it -> it.layout.equals(wanted))
                        .findFirst()
                        .orElseGet(() -> repacked(area));
        slot.lastUse = ++uses;
        return new org.bytedeco.pytorch.Tensor(slot.tensor.value());
    }

    /** The first guess makes room too, until it is used. */
    private Slot repacked(Area area) {
        var slot = Collections.min(slots, Comparator.comparingLong(it -> it.lastUse));
        try (var _ = TensorScope.open()) {
            // From one packed layout to another oneDNN has only its slowest way.
            var numbers = new Tensor(slots.getFirst().tensor.value().to_dense());
            Tensor packed = kind.pack(numbers, area);
            slot.tensor.value().put(packed.value());
            slot.layout = layoutOf(packed);
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
