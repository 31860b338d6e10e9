package dev.easel.kernels.int8;

import dev.easel.tensor.DType;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.bytedeco.pytorch.Scalar;

/**
 * Numbers rounded to signed bytes from -127 to 127: value = byte · scale, with scales of their own
 * for parts of a tensor, so that each part's largest value keeps its size and 0 is 0.
 *
 * @param bytes int8, of the shape of the numbers
 * @param scales float32, the dimensions of a part being 1
 */
public record SignedBytes(Tensor bytes, Tensor scales) {
    private static final double MOST = 127;
    private static final double LEAST = 1e-12;

    /**
     * {@return the numbers as bytes, in the innermost scope}
     *
     * @param numbers finite
     * @param dims the dimensions that share a scale
     */
    public static SignedBytes of(Tensor numbers, long... dims) {
        try (var scope = TensorScope.open();
                var least = new Scalar(LEAST);
                var most = new Scalar(MOST)) {
            var floats = numbers.to(DType.F32).value();
            var scales = floats.abs().amax(dims, true).clamp_min(least).div(most);
            var bytes = floats.div(scales).round_().to(DType.I8.scalarType());
            return new SignedBytes(
                    scope.promote(new Tensor(bytes)), scope.promote(new Tensor(scales)));
        }
    }
}
