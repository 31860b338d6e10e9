package dev.easel.kernels.onednn;

import dev.easel.kernels.onednn.PackedWeight.Packing;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The layouts that oneDNN wants of convolutions' weights, by the feature map that they are applied
 * to. They are found by packing zeros, once for all layers that are alike. Thread-safe.
 */
public final class WeightLayouts {
    /** Then all are asked for again. A UNet asks for some fifty at each size of picture. */
    private static final int MOST = 4096;

    private final Map<Question, ByteBuffer> wanted = new HashMap<>();

    /** The feature maps [batch, .., height, width] that a weight is applied to. */
    record Area(long batch, long height, long width) {}

    /** Weights that are packed alike, each for an area. */
    record Kind(Packing packing, Shape shape, DType type, Geometry geometry) {
        Tensor pack(Tensor weight, Area area) {
            return packing.pack(weight, geometry, area);
        }
    }

    private record Question(Kind kind, Area area) {}

    synchronized ByteBuffer wanted(Kind kind, Area area) {
        if (wanted.size() >= MOST) {
            wanted.clear();
        }
        return wanted.computeIfAbsent(new Question(kind, area), WeightLayouts::ask);
    }

    /** oneDNN tells a layout only of a weight that it has packed. */
    private static ByteBuffer ask(Question question) {
        try (var _ = TensorScope.open()) {
            Tensor any = Tensor.zeros(question.kind.shape, question.kind.type, Device.CPU);
            return PackedWeight.layoutOf(question.kind.pack(any, question.area));
        }
    }
}
