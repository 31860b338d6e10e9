package dev.easel.kernels.tuning;

import dev.easel.kernels.attention.AttentionAlgorithm;

import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What properties of the virtual machine fix, instead of measuring it.
 *
 * @param kernels {@code easel.kernels}: packed or plain linear layers and convolutions
 * @param attention {@code easel.attention}
 * @param convolution {@code easel.convolution}
 * @param int8 {@code easel.int8}: what layers of {@code WeightFormat.INT8} multiply
 */
public record KernelPins(
        Optional<Layers> kernels,
        Optional<AttentionAlgorithm> attention,
        Optional<ConvolutionAlgorithm> convolution,
        Optional<Factors> int8) {

    /** Whose linear layers and convolutions are taken. */
    public enum Layers {
        /** oneDNN's on prepacked weights, Winograd's, and those of bytes. */
        PACKED,
        /** LibTorch's. */
        PLAIN
    }

    /**
     * {@return what properties say}
     *
     * @throws IllegalArgumentException where one has a value that it may not have
     */
    public static KernelPins of(Properties properties) {
        return new KernelPins(
                pinned(Layers.class, "easel.kernels", properties),
                pinned(AttentionAlgorithm.class, "easel.attention", properties),
                pinned(ConvolutionAlgorithm.class, "easel.convolution", properties),
                pinned(Factors.class, "easel.int8", properties));
    }

    /** {@return whether layers are LibTorch's} */
    public boolean arePlain() {
        return kernels.filter(Layers.PLAIN::equals).isPresent();
    }

    private static <E extends Enum<E>> Optional<E> pinned(
            Class<E> options, String property, Properties properties) {
        String name = properties.getProperty(property, "");
        var option =
                Stream.of(options.getEnumConstants())
                        .filter(it -> it.name().equalsIgnoreCase(name))
                        .findFirst();
        if (option.isEmpty() && !name.isEmpty() && !name.equalsIgnoreCase("auto")) {
            throw new IllegalArgumentException(
                    "the property %s must be auto, %s, got %s"
                            .formatted(property, all(options), name));
        }
        return option;
    }

    /** {@return for example {@code fused, streamed or tiled}} */
    private static <E extends Enum<E>> String all(Class<E> options) {
        return Stream.of(options.getEnumConstants())
                .map(option -> option.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "))
                .replaceFirst(", (?=[^,]*$)", " or ");
    }
}
