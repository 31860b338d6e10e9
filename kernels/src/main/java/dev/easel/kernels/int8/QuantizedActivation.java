package dev.easel.kernels.int8;

import dev.easel.tensor.DType;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import org.bytedeco.pytorch.LongArrayRef;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What a layer of 8 bits is applied to, in the innermost scope: value = scale · (byte - zeroPoint),
 * with a scale for the whole tensor that is found as it comes. All 256 bytes are used: after SiLU
 * hardly anything is negative.
 *
 * @param scale not finite where a value is NaN or infinite: so it goes into all results
 * @param dtype of what was rounded
 */
record QuantizedActivation(
        org.bytedeco.pytorch.Tensor bytes, double scale, long zeroPoint, DType dtype) {
    private static final int MOST = 255;

    /** Values that are made float32 at once, for LibTorch rounds nothing else: caches hold them. */
    static final long PIECE = 1 << 19;

    static QuantizedActivation of(Tensor x) {
        boolean channelsLast = x.isChannelsLast();
        // A copy is made of what is in another order, which takes longer than all the rest.
        var values = (channelsLast ? x.value().permute(0, 2, 3, 1) : x.value()).contiguous();
        var range = torch.aminmax(values);
        // Zero must be a byte: it is what convolutions pad with.
        double least = Math.min(range.get0().item().toDouble(), 0);
        double most = Math.max(range.get1().item().toDouble(), 0);
        double scale = most == least ? 1 : (most - least) / MOST;
        double step = Double.isFinite(scale) ? scale : 1;
        long zeroPoint = Math.clamp(Math.round(-least / step), 0, MOST);
        var bytes = bytesOf(rounded(values.view(-1), step, zeroPoint), values.sizes());
        return new QuantizedActivation(
                channelsLast ? bytes.permute(0, 3, 1, 2) : bytes, scale, zeroPoint, x.dtype());
    }

    /** {@return a quantized tensor of the values in a row} */
    private static org.bytedeco.pytorch.Tensor rounded(
            org.bytedeco.pytorch.Tensor row, double step, long zeroPoint) {
        var quantized =
                torch.torch__empty_affine_quantized(
                        new long[] {row.numel()},
                        new TensorOptions(ScalarType.QUInt8),
                        step,
                        zeroPoint,
                        new MemoryFormatOptional());
        if (DType.of(row) == DType.F32) {
            quantized.copy_(row);
        } else {
            roundPieces(row, quantized);
        }
        return quantized;
    }

    private static void roundPieces(
            org.bytedeco.pytorch.Tensor row, org.bytedeco.pytorch.Tensor quantized) {
        long count = row.numel();
        var floats = Tensor.empty(Shape.of(Math.min(PIECE, count)), DType.F32).value();
        for (long first = 0; first < count; first += PIECE) {
            long length = Math.min(PIECE, count - first);
            var piece = floats.narrow(0, 0, length);
            piece.copy_(row.narrow(0, first, length));
            quantized.narrow(0, first, length).copy_(piece);
        }
    }

    /**
     * The memory of a quantized tensor as bytes, for as long as the innermost scope holds it:
     * LibTorch's {@code int_repr} makes a copy, and takes longer than all the rest.
     */
    private static org.bytedeco.pytorch.Tensor bytesOf(
            org.bytedeco.pytorch.Tensor quantized, LongArrayRef sizes) {
        return torch.from_blob(quantized.data_ptr(), sizes, new TensorOptions(ScalarType.Byte));
    }
}
