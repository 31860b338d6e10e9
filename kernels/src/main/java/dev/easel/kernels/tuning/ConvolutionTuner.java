package dev.easel.kernels.tuning;

import dev.easel.kernels.tuning.Convolutions.Layer;
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
 * Whether a convolution is computed directly or by Winograd's algorithm: measured for each number
 * of channels, once for a machine. A pinned algorithm is taken where it suits, elsewhere the one
 * before.
 */
public final class ConvolutionTuner {
    /** What an algorithm may take of the time of one whose weight takes less memory. */
    private static final double WORTH = 0.9;

    /** With fewer, products are so small that the transforms take longer than what they save. */
    private static final long LEAST_CHANNELS = 64;

    /** More than caches hold: a network's other weights take them between two calls of a layer. */
    private static final long OTHER_WEIGHTS = 1 << 27;

    private final Convolutions convolutions;
    private final TuningCache kept;
    private final Optional<ConvolutionAlgorithm> pinned;
    private final WarmUp warmUp = new WarmUp();

    public ConvolutionTuner(
            Convolutions convolutions, TuningCache kept, Optional<ConvolutionAlgorithm> pinned) {
        this.convolutions = convolutions;
        this.kept = kept;
        this.pinned = pinned;
    }

    /** {@return the fastest kernel of a weight, to compute in its own dtype} */
    public ConvolutionKernel fastest(Tensor weight, Geometry geometry) {
        return fastest(new Layer(weight, geometry, weight.dtype()), Footprint.FAST);
    }

    /** {@return the fastest kernel for products of bytes} It takes at most twice their memory. */
    public ConvolutionKernel fastestInt8(Tensor weight, Geometry geometry, Footprint footprint) {
        return fastest(new Layer(weight, geometry, DType.U8), footprint);
    }

    private ConvolutionKernel fastest(Layer layer, Footprint footprint) {
        var suitable =
                Arrays.stream(ConvolutionAlgorithm.values())
                        .filter(algorithm -> convolutions.suits(algorithm, layer))
                        .toList();
        return convolutions.kernel(algorithm(suitable, layer), layer, footprint);
    }

    private ConvolutionAlgorithm algorithm(List<ConvolutionAlgorithm> suitable, Layer layer) {
        if (pinned.isPresent()) {
            return suitable.reversed().stream()
                    .filter(algorithm -> algorithm.compareTo(pinned.get()) <= 0)
                    .findFirst()
                    .orElseThrow(); // the direct one suits all
        }
        long channels = Math.min(layer.weight().size(0), layer.weight().size(1));
        if (suitable.size() == 1 || channels < LEAST_CHANNELS) {
            return ConvolutionAlgorithm.DIRECT;
        }
        return kept.keptOr(layer.name(), suitable, () -> measured(suitable, layer));
    }

    private ConvolutionAlgorithm measured(List<ConvolutionAlgorithm> suitable, Layer layer) {
        try (var _ = TensorScope.open()) {
            suitable.stream()
                    .filter(algorithm -> algorithm != ConvolutionAlgorithm.DIRECT)
                    .forEach(algorithm -> warmUp(algorithm, layer));
            Tensor x = ProbeInput.of(layer.weight());
            var others = Tensor.zeros(Shape.of(OTHER_WEIGHTS), DType.U8, Device.CPU).value();
            var calls = suitable.stream().map(algorithm -> call(algorithm, layer, x)).toList();
            double[] seconds = KernelTimer.seconds(calls, others::zero_);
            return suitable.get(KernelTimer.fastest(seconds, WORTH));
        }
    }

    /** Java compiles the loops; a feature map of odd sides takes all their branches. */
    private void warmUp(ConvolutionAlgorithm algorithm, Layer layer) {
        DType type = layer.weight().dtype();
        Tensor map = Tensor.zeros(Shape.of(2, 136, 45, 45), type, Device.CPU).channelsLast();
        warmUp.once(
                algorithm + " " + type + " " + layer.factors(),
                call(algorithm, layer.small(), map));
    }

    private Runnable call(ConvolutionAlgorithm algorithm, Layer layer, Tensor x) {
        var kernel = convolutions.kernel(algorithm, layer, Footprint.FAST);
        return () -> ProbeInput.apply(kernel, layer.geometry(), x);
    }
}
