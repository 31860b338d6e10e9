package dev.easel.tensor;

import dev.easel.tensor.ConvolutionWeight.Geometry;

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
final class ConvolutionChoice {
    /** What a way may take of the time of one whose weight takes less memory. */
    private static final double WORTH = 0.9;

    /**
     * Pairs of channels up to which a weight may take four times the memory. Where there are more
     * the maps are small, and to read it takes as long as what it saves.
     */
    private static final long MOST_PAIRS = 1 << 20;

    /** Height times channels of the maps in a network, of which deeper ones have more. */
    private static final long SIDE_TIMES_CHANNELS = 64 * 320;

    private static final long LEAST_SIDE = 16;
    private static final long LARGEST_SIDE = 64;

    /** With fewer, products are so small that the transforms take longer than what they save. */
    private static final long LEAST_CHANNELS = 64;

    /** More than caches hold: a network's other weights take them between two calls of a layer. */
    private static final long OTHER_WEIGHTS = 1 << 27;

    private final KernelChoices kept;
    private final Map<String, Way> known = new ConcurrentHashMap<>();

    ConvolutionChoice(KernelChoices kept) {
        this.kept = kept;
    }

    /** Those whose weights take less memory are first. */
    private enum Way {
        DIRECT(Optional.empty()),
        WINOGRAD(Optional.of(Winograd.F2)),
        WINOGRAD4(Optional.of(Winograd.F4)) {
            @Override
            boolean suits(Tensor weight, Geometry geometry) {
                return weight.size(0) * weight.size(1) <= MOST_PAIRS
                        && super.suits(weight, geometry);
            }
        };

        private final Optional<Winograd> winograd;

        Way(Optional<Winograd> winograd) {
            this.winograd = winograd;
        }

        boolean suits(Tensor weight, Geometry geometry) {
            return winograd.map(it -> WinogradConvolution.suits(weight, geometry, it)).orElse(true);
        }

        ConvolutionWeight pack(Tensor weight, Geometry geometry) {
            return winograd.<ConvolutionWeight>map(it -> new WinogradConvolution(weight, it))
                    .orElseGet(() -> new OneDnnConvolution(weight, geometry));
        }
    }

    /** {@return the weight as oneDNN has it or as Winograd's filtering has} */
    static ConvolutionWeight of(Tensor weight, Geometry geometry) {
        return OfThisMachine.CHOICE.fastest(weight, geometry);
    }

    ConvolutionWeight fastest(Tensor weight, Geometry geometry) {
        var ways = Arrays.stream(Way.values()).filter(way -> way.suits(weight, geometry)).toList();
        return way(ways, weight, geometry).pack(weight, geometry);
    }

    private Way way(List<Way> ways, Tensor weight, Geometry geometry) {
        if (Pinned.WAY.isPresent()) {
            Way most = Pinned.WAY.get();
            return ways.reversed().stream().filter(it -> it.compareTo(most) <= 0).findFirst().get();
        }
        if (ways.size() == 1 || Math.min(weight.size(0), weight.size(1)) < LEAST_CHANNELS) {
            return Way.DIRECT;
        }
        return known.computeIfAbsent(
                question(weight, geometry),
                question ->
                        kept.keptOr(question, Way.class, () -> measured(ways, weight, geometry)));
    }

    /** For example {@code convolution BF16 [320, 640, 3, 3]}. */
    private static String question(Tensor weight, Geometry geometry) {
        return (geometry.ofDoubled() ? "doubling " : "convolution ") + weight;
    }

    /** Java compiles the loops; a map of odd sides takes all their branches. */
    private static void warmUp(Way way, DType type) {
        var geometry = new Geometry(1, 1);
        Tensor map = Tensor.zeros(Shape.of(2, 136, 45, 45), type, Device.CPU).channelsLast();
        var weight = way.pack(Tensor.zeros(Shape.of(136, 136, 3, 3), type, Device.CPU), geometry);
        VectorLoops.warmUp(way + " " + type, () -> apply(weight, map, geometry));
    }

    private static Way measured(List<Way> ways, Tensor weight, Geometry geometry) {
        try (var _ = TensorScope.open()) {
            ways.stream()
                    .filter(way -> way.winograd.isPresent())
                    .forEach(way -> warmUp(way, weight.dtype()));
            Tensor x = typicalMap(weight);
            var others = Tensor.zeros(Shape.of(OTHER_WEIGHTS), DType.U8, Device.CPU).value();
            double[] seconds =
                    Trial.seconds(
                            ways.stream().map(way -> trial(way, weight, geometry, x)).toList(),
                            others::zero_);
            int best = 0;
            for (int i = 1; i < seconds.length; i++) {
                best = seconds[i] < seconds[best] * WORTH ? i : best;
            }
            return ways.get(best);
        }
    }

    private static Runnable trial(Way way, Tensor weight, Geometry geometry, Tensor x) {
        var packed = way.pack(weight, geometry);
        return () -> apply(packed, x, geometry);
    }

    private static Tensor apply(ConvolutionWeight weight, Tensor x, Geometry geometry) {
        return geometry.ofDoubled()
                ? weight.convolveDoubled(x, Optional.empty())
                : weight.convolve(x, Optional.empty(), Epilogue.none());
    }

    private static Tensor typicalMap(Tensor weight) {
        long channels = weight.size(1);
        long side = Math.clamp(SIDE_TIMES_CHANNELS / channels, LEAST_SIDE, LARGEST_SIDE);
        var shape = Shape.of(2, channels, side, side);
        return Tensor.zeros(shape, weight.dtype(), Device.CPU).channelsLast();
    }

    /** What the property says. */
    private static final class Pinned {
        static final Optional<Way> WAY = Ways.pinned(Way.class, "easel.convolution");
    }

    private static final class OfThisMachine {
        static final ConvolutionChoice CHOICE =
                new ConvolutionChoice(KernelChoices.ofThisMachine());
    }
}
