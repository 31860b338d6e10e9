package dev.easel.tensor;

import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What a layer of 8 bits is applied to, in the innermost scope: value = scale · (byte - zeroPoint),
 * with a scale for the whole tensor that is found as it comes. All 256 bytes are used: after SiLU
 * hardly anything is negative.
 */
final class QuantizedActivation {
    private static final int MOST = 255;

    private final org.bytedeco.pytorch.Tensor bytes;
    private final double scale;
    private final long zeroPoint;

    private QuantizedActivation(org.bytedeco.pytorch.Tensor bytes, double scale, long zeroPoint) {
        this.bytes = bytes;
        this.scale = scale;
        this.zeroPoint = zeroPoint;
    }

    static QuantizedActivation of(Tensor x) {
        var range = torch.aminmax(inOrderOfMemory(x.value()));
        // Zero must be a byte: it is what convolutions pad with.
        double least = Math.min(range.get0().item().toDouble(), 0);
        double most = Math.max(range.get1().item().toDouble(), 0);
        double scale = most == least ? 1 : (most - least) / MOST;
        // What is no number goes into the scale, and so into all results.
        double step = Double.isFinite(scale) ? scale : 1;
        long zeroPoint = Math.clamp(Math.round(-least / step), 0, MOST);
        var quantized =
                torch.quantize_per_tensor(
                        x.to(DType.F32).value(), step, zeroPoint, ScalarType.QUInt8);
        return new QuantizedActivation(bytesOf(quantized), scale, zeroPoint);
    }

    /** A copy is made of what is in another order, which takes longer than all the rest. */
    private static org.bytedeco.pytorch.Tensor inOrderOfMemory(org.bytedeco.pytorch.Tensor x) {
        return x.dim() == 4 && !x.is_contiguous() ? x.permute(0, 2, 3, 1) : x;
    }

    /**
     * The memory of a quantized tensor as bytes, for as long as the innermost scope holds it:
     * LibTorch's {@code int_repr} makes a copy, and takes longer than all the rest.
     */
    private static org.bytedeco.pytorch.Tensor bytesOf(org.bytedeco.pytorch.Tensor quantized) {
        return torch.from_blob(
                quantized.data_ptr(),
                quantized.sizes(),
                quantized.strides(),
                new TensorOptions(ScalarType.Byte));
    }

    org.bytedeco.pytorch.Tensor bytes() {
        return bytes;
    }

    double scale() {
        return scale;
    }

    long zeroPoint() {
        return zeroPoint;
    }
}
