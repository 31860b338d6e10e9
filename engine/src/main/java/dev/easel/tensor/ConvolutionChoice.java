package dev.easel.tensor;

import dev.easel.tensor.ConvolutionWeight.Geometry;

import java.util.Arrays;
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
    private static final String PROPERTY = "easel.convolution";

    /** What Winograd's may take of the other's time: its weight takes more memory. */
    private static final double WORTH = 0.9;

    /** Height times channels of the maps in a network, of which deeper ones have more. */
    private static final long SIDE_TIMES_CHANNELS = 64 * 320;

    private static final long LEAST_SIDE = 16;
    private static final long LARGEST_SIDE = 64;

    /** With fewer, products are so small that the transforms take longer than what they save. */
    private static final long LEAST_CHANNELS = 64;

    private static final Geometry GEOMETRY = new Geometry(1, 1);

    private static final Map<String, Way> KNOWN = new ConcurrentHashMap<>();

    private ConvolutionChoice() {}

    private enum Way {
        DIRECT,
        WINOGRAD
    }

    /** {@return the weight as oneDNN has it or as Winograd's filtering has} */
    static ConvolutionWeight fastest(Tensor weight, Geometry geometry) {
        boolean winograd =
                WinogradConvolution.suits(weight, geometry)
                        && Pinned.WAY.orElseGet(() -> fastest(weight)) == Way.WINOGRAD;
        return winograd ? new WinogradConvolution(weight) : new OneDnnConvolution(weight, geometry);
    }

    private static Way fastest(Tensor weight) {
        if (Math.min(weight.size(0), weight.size(1)) < LEAST_CHANNELS) {
            return Way.DIRECT;
        }
        var choices = KernelChoices.ofThisMachine();
        String question = "convolution %s".formatted(weight);
        return KNOWN.computeIfAbsent(
                question,
                _ ->
                        choices.find(question)
                                .flatMap(ConvolutionChoice::named)
                                .orElseGet(() -> {
                                    Way way = measured(weight);
                                    choices.remember(question, way.name());
                                    return way;
                                }));
    }

    private static Way measured(Tensor weight) {
        WarmUp.done();
        try (var _ = TensorScope.open()) {
            Tensor x = typicalMap(weight.size(1));
            double[] seconds =
                    Trial.seconds(
                            List.of(
                                    convolving(x, new OneDnnConvolution(weight, GEOMETRY)),
                                    convolving(x, new WinogradConvolution(weight))));
            return seconds[1] < seconds[0] * WORTH ? Way.WINOGRAD : Way.DIRECT;
        }
    }

    private static Tensor typicalMap(long channels) {
        long side = Math.clamp(SIDE_TIMES_CHANNELS / channels, LEAST_SIDE, LARGEST_SIDE);
        var shape = Shape.of(2, channels, side, side);
        return Tensor.zeros(shape, DType.BF16, Device.CPU).channelsLast();
    }

    private static Runnable convolving(Tensor x, ConvolutionWeight weight) {
        return () -> weight.convolve(x, Optional.empty(), Epilogue.none());
    }

    private static Optional<Way> named(String name) {
        return Arrays.stream(Way.values())
                .filter(way -> way.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** What the property says. */
    private static final class Pinned {
        static final Optional<Way> WAY = read(System.getProperty(PROPERTY, ""));

        private static Optional<Way> read(String name) {
            var way = named(name);
            if (way.isEmpty() && !name.isEmpty() && !name.equalsIgnoreCase("auto")) {
                throw new IllegalArgumentException(
                        "the property %s must be auto, direct or winograd, got %s"
                                .formatted(PROPERTY, name));
            }
            return way;
        }
    }

    /** Java compiles the loops, once in a process; a map of odd sides takes all their branches. */
    private static final class WarmUp {
        static {
            VectorLoops.warmUp(() -> {
                var shape = Shape.of(136, 136, 3, 3);
                Tensor weight = Tensor.zeros(shape, DType.BF16, Device.CPU);
                Tensor map = Tensor.zeros(Shape.of(2, 136, 45, 45), DType.BF16, Device.CPU);
                convolving(map.channelsLast(), new WinogradConvolution(weight)).run();
            });
        }

        static void done() {}
    }
}
