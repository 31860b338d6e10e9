package dev.easel.kernels.onednn;

import dev.easel.kernels.onednn.PackedWeight.Packing;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.Shape;
import dev.easel.tensor.TensorScope;

import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The layouts that oneDNN wants of convolutions' weights, by the feature map that they are applied
 * to. They are found by packing zeros, once for all layers that are alike; those not asked for
 * longest are forgotten. Thread-safe.
 */
public final class WeightLayouts {
    /** A UNet asks for some fifty at each size of picture. */
    private static final int MOST = 4096;

    private final Map<Question, ByteBuffer> wanted =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Question, ByteBuffer> eldest) {
                    return size() > MOST;
                }
            };

    /** The feature maps [batch, .., height, width] that a weight is applied to. */
    record Area(long batch, long height, long width) {}

    record Question(Packing packing, Shape weight, ScalarType type, Geometry geometry, Area area) {}

    synchronized ByteBuffer wanted(Question question) {
        return wanted.computeIfAbsent(question, WeightLayouts::ask);
    }

    /** oneDNN tells a layout only of a weight that it has packed. */
    private static ByteBuffer ask(Question question) {
        try (var _ = TensorScope.open()) {
            var any = torch.zeros(question.weight.toArray(), new TensorOptions(question.type));
            return PackedWeight.layoutOf(
                    question.packing.pack(any, question.geometry, question.area));
        }
    }
}
