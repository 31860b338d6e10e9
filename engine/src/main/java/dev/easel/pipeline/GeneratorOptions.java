package dev.easel.pipeline;

import dev.easel.checkpoint.Weights.Placement;
import dev.easel.model.Offload;
import dev.easel.model.Precision;
import dev.easel.tensor.Device;
import dev.easel.tensor.LayerKernels;

/**
 * How a model is loaded.
 *
 * @param kernels what computes its layers on the device; models may share them
 */
public record GeneratorOptions(
        Precision precision, Device device, Offload offload, LayerKernels kernels) {

    /** {@return the device that computes the fastest, with the precision that suits it} */
    public static GeneratorOptions defaults() {
        var device = Device.best();
        return new GeneratorOptions(
                Precision.AUTO, device, Offload.NONE, DeviceKernels.best(device));
    }

    public GeneratorOptions withPrecision(Precision other) {
        return new GeneratorOptions(other, device, offload, kernels);
    }

    /** {@return the same on a device, with new kernels for it where it is another} */
    public GeneratorOptions withDevice(Device other) {
        return new GeneratorOptions(
                precision,
                other,
                offload,
                other.equals(device) ? kernels : DeviceKernels.best(other));
    }

    /**
     * {@return the same with the model's weights in memory all the time or component by component}
     */
    public GeneratorOptions withOffload(Offload other) {
        return new GeneratorOptions(precision, device, other, kernels);
    }

    /** {@return the same with other kernels, for the same device} */
    public GeneratorOptions withKernels(LayerKernels other) {
        return new GeneratorOptions(precision, device, offload, other);
    }

    /**
     * {@return what weights are converted to, and what computes with them}
     *
     * @throws IllegalArgumentException where the kernels do not have the precision
     */
    public Placement placement() {
        return precision.placement(device, kernels);
    }
}
