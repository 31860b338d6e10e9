package dev.easel.tensor;

import dev.easel.tensor.ConvolutionKernel.Geometry;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * What computes a network's layers: it makes a kernel of a layer's weight once, which is called at
 * each step. {@link #plain} are LibTorch's operations, for every device; faster ones are found by
 * {@link #best} where their module is on the class path. Thread-safe.
 *
 * <p>Kernels are handed to layers with their weights; nothing keeps them for the whole process.
 */
public interface LayerKernels {

    /** {@return whether layers can be computed with weights of a format} */
    boolean supports(WeightFormat format);

    /**
     * {@return the kernel of a linear layer, in the innermost scope}
     *
     * @param weight [out, in]
     * @throws UnsupportedOperationException where {@link #supports} says no
     */
    LinearKernel linear(Tensor weight, WeightFormat format, Footprint footprint);

    /**
     * {@return the kernel of a convolution, in the innermost scope}
     *
     * @param weight [out, in, k, k]
     * @throws UnsupportedOperationException where {@link #supports} says no
     */
    ConvolutionKernel convolution(
            Tensor weight, Geometry geometry, WeightFormat format, Footprint footprint);

    /** {@return the kernel of attention over tensors of a shape} */
    AttentionKernel attention(AttentionShape shape);

    /** Forgets what was measured on this machine; the next models measure again. */
    default void retune() {}

    /** {@return LibTorch's operations alone, for every device} */
    static LayerKernels plain() {
        return new PlainKernels(Optional.empty());
    }

    /**
     * {@return the fastest kernels on the class path for a device; where there are none, {@link
     * #plain}, whose first layer says so once in the log}
     */
    static LayerKernels best(Device device, KernelSettings settings) {
        var providers =
                ServiceLoader.load(KernelProvider.class, LayerKernels.class.getClassLoader())
                        .stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        return providers.stream()
                .filter(provider -> provider.suits(device))
                .findFirst()
                .map(provider -> provider.create(settings))
                .orElseGet(() -> new PlainKernels(noticeOf(device, providers.isEmpty())));
    }

    private static Optional<String> noticeOf(Device device, boolean none) {
        return none && device.equals(Device.CPU)
                ? Optional.of(
                        "dev.easel:kernels is not on the class path: layers are computed by"
                                + " LibTorch's plain kernels, which are slower on x86 processors")
                : Optional.empty();
    }
}
