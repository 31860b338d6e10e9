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
import dev.easel.tensor.TensorScope;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes convolutions' kernels. Whether one is computed directly or by Winograd's algorithm is
 * measured for each number of channels, once for a machine. A pinned algorithm is taken where it
 * suits, elsewhere the one before.
 */
public final class ConvolutionTuner {
    /** What an algorithm may take of the time of one whose weight takes less memory. */
    private static final double WORTH = 0.9;

    /** With fewer, products are so small that the transforms take longer than what they save. */
    private static final long LEAST_CHANNELS = 64;

    /**
     * Pairs of channels up to which a weight may take four times the memory. Where there are more
     * the feature maps are small, and to read the weight takes as long as what it saves.
     */
    private static final long MOST_PAIRS = 1 << 20;

    /** More than caches hold: a network's other weights take them between two calls of a layer. */
    private static final long OTHER_WEIGHTS = 1 << 27;

    private final WinogradContext winograd;
    private final WeightLayouts layouts = new WeightLayouts();
    private final TuningCache kept;
    private final Optional<ConvolutionAlgorithm> pinned;
    private final KernelTimer timer = new KernelTimer();

    public ConvolutionTuner(
            ComputePool pool, TuningCache kept, Optional<ConvolutionAlgorithm> pinned) {
        winograd = new WinogradContext(pool);
        this.kept = kept;
        this.pinned = pinned;
    }

    /**
     * A convolution whose kernel is to be made.
     *
     * @param factors of its products: the weight's dtype, or U8 for bytes
     */
    private record Layer(Tensor weight, Geometry geometry, DType factors) {
        boolean suits(ConvolutionAlgorithm algorithm) {
            long pairs = weight.size(0) * weight.size(1);
            return algorithm
                    .winograd()
                    .map(form ->
                            (form == Winograd.F2 || pairs <= MOST_PAIRS)
                                    && WinogradConvolution.suits(weight, geometry, form, factors))
                    .orElse(true);
        }
    }

    /**
     * {@return the fastest kernel of a weight} A compact one takes no more memory than the weight,
     * or at most twice that of its bytes.
     */
    public ConvolutionKernel fastest(
            Tensor weight, Geometry geometry, Factors factors, Footprint footprint) {
        boolean ofBytes = factors == Factors.BYTES;
        var layer = new Layer(weight, geometry, ofBytes ? DType.U8 : weight.dtype());
        if (footprint == Footprint.COMPACT && !ofBytes) {
            return kernel(ConvolutionAlgorithm.DIRECT, layer, footprint);
        }
        var suitable = Arrays.stream(ConvolutionAlgorithm.values()).filter(layer::suits).toList();
        return kernel(algorithm(suitable, layer), layer, footprint);
    }

    private ConvolutionKernel kernel(
            ConvolutionAlgorithm algorithm, Layer layer, Footprint footprint) {
        if (algorithm != ConvolutionAlgorithm.DIRECT) {
            var form = algorithm.winograd().orElseThrow();
            return new WinogradConvolution(layer.weight, form, layer.factors, winograd);
        }
        return layer.factors == DType.U8
                ? new Int8Convolution(layer.weight, layer.geometry, footprint, layouts)
                : new OneDnnConvolution(layer.weight, layer.geometry, footprint, layouts);
    }

    private ConvolutionAlgorithm algorithm(List<ConvolutionAlgorithm> suitable, Layer layer) {
        if (pinned.isPresent()) {
            return suitable.reversed().stream()
                    .filter(algorithm -> algorithm.compareTo(pinned.get()) <= 0)
                    .findFirst()
                    .orElseThrow(); // the direct one suits all
        }
        long channels = Math.min(layer.weight.size(0), layer.weight.size(1));
        if (suitable.size() == 1 || channels < LEAST_CHANNELS) {
            return ConvolutionAlgorithm.DIRECT;
        }
        String prefix = layer.factors == DType.U8 ? "int8 " : "";
        String question = prefix + ProbeInput.nameOf(layer.weight, layer.geometry);
        return kept.keptOr(question, suitable, () -> measured(suitable, layer));
    }

    private ConvolutionAlgorithm measured(List<ConvolutionAlgorithm> suitable, Layer layer) {
        try (var _ = TensorScope.open()) {
            suitable.stream()
                    .filter(algorithm -> algorithm != ConvolutionAlgorithm.DIRECT)
                    .forEach(algorithm -> warmUp(algorithm, layer));
            Tensor x = ProbeInput.of(layer.weight);
            var others = Tensor.zeros(Shape.of(OTHER_WEIGHTS), DType.U8, Device.CPU).value();
            var calls = suitable.stream().map(algorithm -> call(algorithm, layer, x)).toList();
            double[] seconds = KernelTimer.seconds(calls, others::zero_);
            return suitable.get(KernelTimer.fastest(seconds, WORTH));
        }
    }

    /** Java compiles the loops; a feature map of odd sides takes all their branches. */
    private void warmUp(ConvolutionAlgorithm algorithm, Layer layer) {
        DType type = layer.weight.dtype();
        Tensor weight = Tensor.zeros(Shape.of(136, 136, 3, 3), type, Device.CPU);
        Tensor map = Tensor.zeros(Shape.of(2, 136, 45, 45), type, Device.CPU).channelsLast();
        timer.warmUp(
                algorithm + " " + type + " " + layer.factors,
                call(algorithm, new Layer(weight, new Geometry(1, 1), layer.factors), map));
    }

    private Runnable call(ConvolutionAlgorithm algorithm, Layer layer, Tensor x) {
        return ProbeInput.call(kernel(algorithm, layer, Footprint.FAST), layer.geometry, x);
    }
}
