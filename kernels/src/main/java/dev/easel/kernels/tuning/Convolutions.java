package dev.easel.kernels.tuning;

import dev.easel.kernels.brgemm.ComputePool;
import dev.easel.kernels.int8.Int8Convolution;
import dev.easel.kernels.onednn.OneDnnConvolution;
import dev.easel.kernels.onednn.WeightLayouts;
import dev.easel.kernels.winograd.Winograd;
import dev.easel.kernels.winograd.WinogradContext;
import dev.easel.kernels.winograd.WinogradConvolution;
import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

/** Makes the kernels of convolutions, by each {@link ConvolutionAlgorithm}. */
public final class Convolutions {
    /**
     * Pairs of channels up to which a weight may take four times the memory. Where there are more
     * the feature maps are small, and to read the weight takes as long as what it saves.
     */
    private static final long MOST_PAIRS = 1 << 20;

    private final WinogradContext winograd;
    private final WeightLayouts layouts = new WeightLayouts();

    public Convolutions(ComputePool pool) {
        winograd = new WinogradContext(pool);
    }

    /**
     * A convolution whose kernel is to be made.
     *
     * @param factors of its products: the weight's dtype, or U8 for bytes
     */
    record Layer(Tensor weight, Geometry geometry, DType factors) {
        private boolean isOfBytes() {
            return factors == DType.U8;
        }

        /** For example {@code convolution BF16 [320, 640, 3, 3]}. */
        String name() {
            return (isOfBytes() ? "int8 " : "") + ProbeInput.nameOf(weight, geometry);
        }

        /** {@return a layer that Java compiles the loops with} */
        Layer small() {
            var shape = Shape.of(136, 136, 3, 3);
            Tensor zeros = Tensor.zeros(shape, weight.dtype(), Device.CPU);
            return new Layer(zeros, new Geometry(1, 1), factors);
        }
    }

    boolean suits(ConvolutionAlgorithm algorithm, Layer layer) {
        return algorithm.winograd().map(form -> suits(form, layer)).orElse(true);
    }

    private static boolean suits(Winograd form, Layer layer) {
        boolean fits = layer.weight.size(0) * layer.weight.size(1) <= MOST_PAIRS;
        return (form == Winograd.F2 || fits)
                && WinogradConvolution.suits(layer.weight, layer.geometry, form, layer.factors);
    }

    ConvolutionKernel kernel(ConvolutionAlgorithm algorithm, Layer layer, Footprint footprint) {
        return algorithm
                .winograd()
                .<ConvolutionKernel>map(form ->
                        new WinogradConvolution(layer.weight, form, layer.factors, winograd))
                .orElseGet(() -> direct(layer, footprint));
    }

    private ConvolutionKernel direct(Layer layer, Footprint footprint) {
        return layer.isOfBytes()
                ? new Int8Convolution(layer.weight, layer.geometry, footprint, layouts)
                : new OneDnnConvolution(layer.weight, layer.geometry, footprint, layouts);
    }

    /** {@return the direct kernel in no more memory than the weight takes} */
    public ConvolutionKernel compact(Tensor weight, Geometry geometry) {
        return new OneDnnConvolution(weight, geometry, Footprint.COMPACT, layouts);
    }
}
