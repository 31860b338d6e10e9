package dev.easel.kernels.tuning;

import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.LinearKernel;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whether a layer multiplies bytes or floats: rounding the activations must pay, and with AMX, or
 * by Winograd's algorithm, products in bfloat16 may be as fast. Measured for each layer's sizes,
 * once for a machine.
 */
public final class Int8Tuner {
    /** Pairs of inputs and outputs below which a layer takes no time to speak of. */
    private static final long FEW_PAIRS = 1 << 16;

    /** What floats may take of the time of bytes: their weight takes at least twice the memory. */
    private static final double WORTH = 0.95;

    /**
     * How often they must be found to be faster: others on the machine disturb what is measured.
     */
    private static final int TIMES = 3;

    /** More than a core's cache holds: a network's other weights take it between two calls. */
    private static final long OTHER_WEIGHTS = 1 << 25;

    private static final List<Factors> BOTH = List.of(Factors.values());

    private final TuningCache kept;
    private final Optional<Factors> pinned;
    private final KernelTimer timer = new KernelTimer();

    public Int8Tuner(TuningCache kept, Optional<Factors> pinned) {
        this.kept = kept;
        this.pinned = pinned;
    }

    /**
     * {@return the faster of a linear layer's kernels}
     *
     * @param weight [out, in]
     * @param kernels makes them
     */
    public LinearKernel linear(Tensor weight, Function<Factors, LinearKernel> kernels) {
        return faster(
                "linear " + weight, weight, kernels, kernel -> ProbeInput.call(kernel, weight));
    }

    /**
     * {@return the faster of a convolution's kernels}
     *
     * @param weight [out, in, height, width]
     * @param kernels makes them
     */
    public ConvolutionKernel convolution(
            Tensor weight, Geometry geometry, Function<Factors, ConvolutionKernel> kernels) {
        return faster(
                ProbeInput.nameOf(weight, geometry),
                weight,
                kernels,
                kernel -> ProbeInput.call(kernel, geometry, ProbeInput.of(weight)));
    }

    private <K> K faster(
            String layer, Tensor weight, Function<Factors, K> kernels, Function<K, Runnable> call) {
        if (pinned.isPresent() || weight.size(0) * weight.size(1) < FEW_PAIRS) {
            return kernels.apply(pinned.orElse(Factors.BYTES));
        }
        String question = "bytes or floats: " + layer;
        return kernels.apply(kept.keptOr(question, BOTH, () -> measured(kernels.andThen(call))));
    }

    private Factors measured(Function<Factors, Runnable> kernels) {
        try (var _ = TensorScope.open()) {
            var others = Tensor.zeros(Shape.of(OTHER_WEIGHTS), DType.U8, Device.CPU).value();
            var calls = BOTH.stream().map(kernels).toList();
            // A process's first bytes take longer, for more calls of Java's make them.
            timer.warmUp("bytes or floats", () -> calls.forEach(Runnable::run));
            boolean floats =
                    Stream.generate(() -> KernelTimer.seconds(calls, others::zero_))
                            .limit(TIMES)
                            .allMatch(seconds -> KernelTimer.fastest(seconds, WORTH) == 1);
            return floats ? Factors.FLOATS : Factors.BYTES;
        }
    }
}
