package dev.easel.kernels.tuning;

import dev.easel.kernels.attention.AttentionAlgorithm;

import java.util.Optional;
import java.util.Properties;

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

    /** {@return nothing pinned} */
    public static KernelPins none() {
        return of(new Properties());
    }

    /**
     * {@return what properties say}
     *
     * @throws IllegalArgumentException where one has a value that it may not have
     */
    public static KernelPins of(Properties properties) {
        return new KernelPins(
                PinnedOption.pinned(Layers.class, "easel.kernels", properties),
                PinnedOption.pinned(AttentionAlgorithm.class, "easel.attention", properties),
                PinnedOption.pinned(ConvolutionAlgorithm.class, "easel.convolution", properties),
                PinnedOption.pinned(Factors.class, "easel.int8", properties));
    }

    /** {@return whether layers are LibTorch's} */
    public boolean arePlain() {
        return kernels.filter(Layers.PLAIN::equals).isPresent();
    }
}
