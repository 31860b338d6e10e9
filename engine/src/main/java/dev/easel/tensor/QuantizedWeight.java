package dev.easel.tensor;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A weight [out, ..] rounded to 8 bits: value = scale of its output · byte, -127 to 127, so that
 * the largest value of each output keeps its size.
 */
final class QuantizedWeight {
    private static final double MOST = 127;

    private final org.bytedeco.pytorch.Tensor bytes;
    private final Tensor scales;

    private QuantizedWeight(org.bytedeco.pytorch.Tensor bytes, Tensor scales) {
        this.bytes = bytes;
        this.scales = scales;
    }

    static QuantizedWeight of(Tensor weight) {
        if (!weight.device().hasInt8()) {
            throw new UnsupportedOperationException(
                    "int8 needs a CPU with AVX512-VNNI, AVX-VNNI or AMX and LibTorch's oneDNN"
                            + " kernels");
        }
        var rows = weight.to(DType.F32).value().reshape(weight.size(0), -1);
        var largest = rows.abs().amax(new long[] {1}, false).clamp_min(new Scalar(1e-12));
        var scales = largest.div(new Scalar(MOST));
        var bytes =
                rows.div(scales.unsqueeze(1))
                        .round()
                        .to(ScalarType.Char)
                        .reshape(weight.shape().toArray());
        return new QuantizedWeight(bytes, new Tensor(scales));
    }

    /** {@return signed bytes in the weight's shape} */
    org.bytedeco.pytorch.Tensor bytes() {
        return bytes;
    }

    /** {@return float32 [out]} */
    Tensor scales() {
        return scales;
    }

    /** {@return the byte of zero for each output, which is 0} */
    Tensor zeroPoints() {
        return new Tensor(torch.zeros_like(scales.value()).to(ScalarType.Int));
    }
}
