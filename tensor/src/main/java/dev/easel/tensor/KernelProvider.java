package dev.easel.tensor;

/**
 * A module's faster kernels, found by {@link java.util.ServiceLoader}: a public class with a
 * constructor without parameters, named in {@code
 * META-INF/services/dev.easel.tensor.KernelProvider}.
 */
public interface KernelProvider {

    /** {@return whether there are kernels for a device} */
    boolean suits(Device device);

    /** {@return new kernels, with whatever threads and memory they need} */
    LayerKernels create(KernelSettings settings);
}
