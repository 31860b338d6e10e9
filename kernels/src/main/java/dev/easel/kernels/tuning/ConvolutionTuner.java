package dev.easel.tensor;

import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.WinogradWeight.Form;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether a convolution is done directly or by {@link Winograd}'s filtering: measured for each
 * number of channels, once for a machine. The property {@code easel.convolution} ({@code direct},
 * {@code winograd} or {@code winograd4}) pins it; where that is no way, the one before.
 */
final class ConvolutionTuner {
    /** What a way may take of the time of one whose weight takes less memory. */
    private static final double WORTH = 0.9;

    /**
     * Pairs of channels up to which a weight may take four times the memory. Where there are more
     * the maps are small, and to read it takes as long as what it saves.
     */
    private static final long MOST_PAIRS = 1 << 20;

    /** With fewer, products are so small that the transforms take longer than what they save. */
    private static final long LEAST_CHANNELS = 64;

    /** More than caches hold: a network's other weights take them between two calls of a layer. */
    private static final long OTHER_WEIGHTS = 1 << 27;

    private final TuningCache kept;
    private final Map<String, Way> known = new ConcurrentHashMap<>();

    ConvolutionTuner(TuningCache kept) {
        this.kept = kept;
    }

    /** Those whose weights take less memory are first. */
    private enum Way {
        DIRECT(Optional.empty()),
        WINOGRAD(Optional.of(Winograd.F2)),
        WINOGRAD4(Optional.of(Winograd.F4)) {
            @Override
            boolean suits(Layer layer) {
                return layer.weight.size(0) * layer.weight.size(1) <= MOST_PAIRS
                        && super.suits(layer);
            }
        };

        private final Optional<Winograd> winograd;

        Way(Optional<Winograd> winograd) {
            this.winograd = winograd;
        }

        boolean suits(Layer layer) {
            return winograd.map(layer::suits).orElse(true);
        }

        ConvolutionKernel pack(Layer layer) {
            return winograd.map(layer::packed).orElseGet(layer::packed);
        }
    }

    /**
     * What a way is chosen for.
     *
     * @param factors of its products: the weight's dtype, or U8 for bytes
     */
    private record Layer(Tensor weight, Geometry geometry, DType factors) {
        boolean suits(Winograd winograd) {
            return WinogradConvolution.suits(weight, geometry, form(winograd));
        }

        ConvolutionKernel packed(Winograd winograd) {
            return new WinogradConvolution(weight, form(winograd));
        }

        ConvolutionKernel packed() {
            return isOfBytes()
                    ? new Int8Convolution(weight, geometry)
                    : new OneDnnConvolution(weight, geometry);
        }

        private Form form(Winograd winograd) {
            return new Form(winograd, weight.dtype(), factors);
        }

        private boolean isOfBytes() {
            return factors == DType.U8;
        }

        /** For example {@code convolution BF16 [320, 640, 3, 3]}. */
        String question() {
            return (isOfBytes() ? "int8 " : "") + geometry.nameOf(weight);
        }

        /** {@return a layer for java to compile the loops with} */
        Layer small() {
            var shape = Shape.of(136, 136, 3, 3);
            Tensor zeros = Tensor.zeros(shape, weight.dtype(), Device.CPU);
            return new Layer(zeros, new Geometry(1, 1), factors);
        }
    }

    /** {@return the weight as oneDNN has it or as Winograd's filtering has} */
    static ConvolutionKernel of(Tensor weight, Geometry geometry) {
        return OfThisMachine.CHOICE.fastest(weight, geometry);
    }

    /** {@return the same for products of bytes} */
    static ConvolutionKernel int8(Tensor weight, Geometry geometry) {
        return OfThisMachine.CHOICE.fastestInt8(weight, geometry);
    }

    ConvolutionKernel fastest(Tensor weight, Geometry geometry) {
        return fastest(new Layer(weight, geometry, weight.dtype()));
    }

    ConvolutionKernel fastestInt8(Tensor weight, Geometry geometry) {
        return fastest(new Layer(weight, geometry, DType.U8));
    }

    private ConvolutionKernel fastest(Layer layer) {
        var ways = Arrays.stream(Way.values()).filter(way -> way.suits(layer)).toList();
        return way(ways, layer).pack(layer);
    }

    private Way way(List<Way> ways, Layer layer) {
        if (Pinned.WAY.isPresent()) {
            Way most = Pinned.WAY.get();
            return ways.reversed().stream().filter(it -> it.compareTo(most) <= 0).findFirst().get();
        }
        long channels = Math.min(layer.weight.size(0), layer.weight.size(1));
        if (ways.size() == 1 || channels < LEAST_CHANNELS) {
            return Way.DIRECT;
        }
        return known.computeIfAbsent(
                layer.question(),
                question -> kept.keptOr(question, Way.class, () -> measured(ways, layer)));
    }

    /** Java compiles the loops; a map of odd sides takes all their branches. */
    private static void warmUp(Way way, Layer layer) {
        var small = layer.small();
        DType type = layer.weight.dtype();
        Tensor map = Tensor.zeros(Shape.of(2, 136, 45, 45), type, Device.CPU).channelsLast();
        var packed = way.pack(small);
        VectorLoops.warmUp(
                way + " " + type + " " + layer.factors, () -> small.geometry.applied(packed, map));
    }

    private static Way measured(List<Way> ways, Layer layer) {
        try (var _ = TensorScope.open()) {
            ways.stream()
                    .filter(way -> way.winograd.isPresent())
                    .forEach(way -> warmUp(way, layer));
            Tensor x = ProbeInput.of(layer.weight);
            var others = Tensor.zeros(Shape.of(OTHER_WEIGHTS), DType.U8, Device.CPU).value();
            double[] seconds =
                    KernelTimer.seconds(
                            ways.stream().map(way -> trial(way, layer, x)).toList(), others::zero_);
            int best = 0;
            for (int i = 1; i < seconds.length; i++) {
                best = seconds[i] < seconds[best] * WORTH ? i : best;
            }
            return ways.get(best);
        }
    }

    private static Runnable trial(Way way, Layer layer, Tensor x) {
        var packed = way.pack(layer);
        return () -> layer.geometry.applied(packed, x);
    }

    /** What the property says. */
    private static final class Pinned {
        static final Optional<Way> WAY = PinnedOption.pinned(Way.class, "easel.convolution");
    }

    private static final class OfThisMachine {
        static final ConvolutionTuner CHOICE = new ConvolutionTuner(TuningCache.ofThisMachine());
    }
}
