package dev.easel.tensor;

import dev.easel.tensor.ConvolutionWeight.Geometry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether a convolution is done directly or by {@link Winograd}'s filtering: measured for each
 * number of channels, once for a machine. The property {@code easel.convolution} ({@code direct} or
 * {@code winograd}) pins it.
 */
final class ConvolutionChoice {
    /** What Winograd's may take of the other's time: its weight takes more memory. */
    private static final double WORTH = 0.9;

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

    private enum Way {
        DIRECT,
        WINOGRAD
    }

    /** {@return the weight as oneDNN has it or as Winograd's filtering has} */
    static ConvolutionWeight of(Tensor weight, Geometry geometry) {
        return OfThisMachine.CHOICE.fastest(weight, geometry);
    }

    ConvolutionWeight fastest(Tensor weight, Geometry geometry) {
        boolean winograd =
                WinogradConvolution.suits(weight, geometry)
                        && Pinned.WAY.orElseGet(() -> way(weight, geometry)) == Way.WINOGRAD;
        return winograd ? new WinogradConvolution(weight) : new OneDnnConvolution(weight, geometry);
    }

    private Way way(Tensor weight, Geometry geometry) {
        if (Math.min(weight.size(0), weight.size(1)) < LEAST_CHANNELS) {
            return Way.DIRECT;
        }
        return known.computeIfAbsent(
                question(weight, geometry),
                question -> kept.keptOr(question, Way.class, () -> measured(weight, geometry)));
    }

    /** For example {@code convolution BF16 [320, 640, 3, 3]}. */
    private static String question(Tensor weight, Geometry geometry) {
        return (geometry.ofDoubled() ? "doubling " : "convolution ") + weight;
    }

    private static Way measured(Tensor weight, Geometry geometry) {
        WarmUp.done();
        try (var _ = TensorScope.open()) {
            Tensor x = typicalMap(weight.size(1));
            var direct = new OneDnnConvolution(weight, geometry);
            var winograd = new WinogradConvolution(weight);
            var others = Tensor.zeros(Shape.of(OTHER_WEIGHTS), DType.U8, Device.CPU).value();
            double[] seconds =
                    Trial.seconds(
                            List.of(
                                    () -> apply(direct, x, geometry),
                                    () -> apply(winograd, x, geometry)),
                            others::zero_);
            return seconds[1] < seconds[0] * WORTH ? Way.WINOGRAD : Way.DIRECT;
        }
    }

    private static Tensor apply(ConvolutionWeight weight, Tensor x, Geometry geometry) {
        return geometry.ofDoubled()
                ? weight.convolveDoubled(x, Optional.empty())
                : weight.convolve(x, Optional.empty(), Epilogue.none());
    }

    private static Tensor typicalMap(long channels) {
        long side = Math.clamp(SIDE_TIMES_CHANNELS / channels, LEAST_SIDE, LARGEST_SIDE);
        var shape = Shape.of(2, channels, side, side);
        return Tensor.zeros(shape, DType.BF16, Device.CPU).channelsLast();
    }

    /** What the property says. */
    private static final class Pinned {
        static final Optional<Way> WAY = Ways.pinned(Way.class, "easel.convolution");
    }

    private static final class OfThisMachine {
        static final ConvolutionChoice CHOICE =
                new ConvolutionChoice(KernelChoices.ofThisMachine());
    }

    /** Java compiles the loops, once in a process; a map of odd sides takes all their branches. */
    private static final class WarmUp {
        static {
            VectorLoops.warmUp(() -> {
                var shape = Shape.of(136, 136, 3, 3);
                Tensor weight = Tensor.zeros(shape, DType.BF16, Device.CPU);
                Tensor map = Tensor.zeros(Shape.of(2, 136, 45, 45), DType.BF16, Device.CPU);
                new WinogradConvolution(weight)
                        .convolve(map.channelsLast(), Optional.empty(), Epilogue.none());
            });
        }

        static void done() {}
    }
}
