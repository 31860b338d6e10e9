package dev.easel.tensor;

import dev.easel.tensor.ConvolutionKernel.Geometry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Whether a layer multiplies bytes or floats: what comes must earn its rounding, and with AMX, or
 * by Winograd's filtering, products in bfloat16 may be as fast. Measured for each layer's sizes,
 * once for a machine. The property {@code easel.int8} ({@code bytes} or {@code floats}) pins it.
 */
final class Int8Tuner {
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

    private final TuningCache kept;
    private final Optional<Factors> pinned;
    private final Map<String, Factors> known = new ConcurrentHashMap<>();

    Int8Tuner(TuningCache kept, Optional<Factors> pinned) {
        this.kept = kept;
        this.pinned = pinned;
    }

    enum Factors {
        BYTES,
        FLOATS
    }

    static Int8Tuner ofThisMachine() {
        return OfThisMachine.CHOICE;
    }

    /** {@return the faster of a linear layer's weights [out, in]} */
    LinearKernel fastest(Tensor weight) {
        var weights =
                new Weights<LinearKernel>(
                        () -> LinearKernel.int8(weight),
                        () -> LinearKernel.of(weight),
                        packed -> trial(packed, ProbeInput.tokens(weight)));
        return weights.of(factors("linear " + weight, weight, weights));
    }

    /** {@return the faster of a convolution's weights [out, in, height, width]} */
    ConvolutionKernel fastest(Tensor weight, Geometry geometry) {
        var weights =
                new Weights<>(
                        () -> ConvolutionKernel.int8(weight, geometry),
                        () -> ConvolutionKernel.of(weight, geometry),
                        packed -> trial(packed, geometry, ProbeInput.of(weight)));
        return weights.of(factors(geometry.nameOf(weight), weight, weights));
    }

    private static Runnable trial(LinearKernel packed, Tensor x) {
        return () -> packed.multiply(x, Optional.empty(), Epilogue.none());
    }

    private static Runnable trial(ConvolutionKernel packed, Geometry geometry, Tensor x) {
        return () -> geometry.applied(packed, x);
    }

    /**
     * The weights that a layer may have.
     *
     * @param trial what makes a call of the layer
     */
    private record Weights<W>(Supplier<W> bytes, Supplier<W> floats, Function<W, Runnable> trial) {
        W of(Factors factors) {
            return factors == Factors.BYTES ? bytes.get() : floats.get();
        }

        Factors measured() {
            try (var _ = TensorScope.open()) {
                var others = Tensor.zeros(Shape.of(OTHER_WEIGHTS), DType.U8, Device.CPU).value();
                var calls = List.of(trial.apply(bytes.get()), trial.apply(floats.get()));
                // A process's first bytes take longer, for more calls of Java's make them.
                VectorLoops.warmUp("bytes or floats", () -> calls.forEach(Runnable::run));
                boolean floats =
                        Stream.generate(() -> KernelTimer.seconds(calls, others::zero_))
                                .limit(TIMES)
                                .allMatch(seconds -> seconds[1] < seconds[0] * WORTH);
                return floats ? Factors.FLOATS : Factors.BYTES;
            }
        }
    }

    private Factors factors(String layer, Tensor weight, Weights<?> weights) {
        return pinned.orElseGet(() ->
                weight.size(0) * weight.size(1) < FEW_PAIRS
                        ? Factors.BYTES
                        : measured("bytes or floats: " + layer, weights));
    }

    private Factors measured(String question, Weights<?> weights) {
        return known.computeIfAbsent(
                question, _ -> kept.keptOr(question, Factors.class, weights::measured));
    }

    private static final class OfThisMachine {
        static final Int8Tuner CHOICE =
                new Int8Tuner(
                        TuningCache.ofThisMachine(),
                        PinnedOption.pinned(Factors.class, "easel.int8"));
    }
}
