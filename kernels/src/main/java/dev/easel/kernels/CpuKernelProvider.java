package dev.easel.kernels;

import dev.easel.kernels.tuning.KernelPins;
import dev.easel.tensor.Device;
import dev.easel.tensor.KernelProvider;
import dev.easel.tensor.KernelSettings;
import dev.easel.tensor.LayerKernels;

/** Gives the kernels for CPUs; what properties pin is read when they are created. */
public final class CpuKernelProvider implements KernelProvider {
    @Override
    public boolean suits(Device device) {
        return device.equals(Device.CPU);
    }

    /**
     * @throws IllegalArgumentException where a property has a value that it may not have
     */
    @Override
    public LayerKernels create(KernelSettings settings) {
        return new CpuKernels(settings, KernelPins.of(System.getProperties()));
    }
}
