package dev.easel.nn;

import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Tensor;

/**
 * A group norm, SiLU and a convolution: [batch, in, height, width] to [batch, out, ..] in the
 * convolution's dtype. Large feature maps pass a few rows at a time, see {@link RowTiledLayers}.
 *
 * @param norm computes in the convolution's dtype
 */
public record NormSiluConv(GroupNorm norm, Conv2d conv) {
    /** {@return the result for x of any dtype} */
    public Tensor forward(Tensor x) {
        return forward(x, NormMoments.OWN);
    }

    /** {@return the result for x where the norm uses {@code moments}} */
    public Tensor forward(Tensor x, NormMoments moments) {
        return forward(x, moments, Epilogue.none());
    }

    /**
     * {@return the result after an epilogue}
     *
     * @param epilogue not onto x
     */
    Tensor forward(Tensor x, NormMoments moments, Epilogue epilogue) {
        return RowTiledLayers.normSiluConv(this, x, moments, epilogue);
    }
}
