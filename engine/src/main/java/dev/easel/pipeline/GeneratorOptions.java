package dev.easel.pipeline;

import dev.easel.checkpoint.Weights.Placement;
import dev.easel.model.DeviceTurns;
import dev.easel.model.Execution;
import dev.easel.model.Offload;
import dev.easel.model.Precision;
import dev.easel.tensor.Device;
import dev.easel.tensor.LayerKernels;

/**
 * How a model is loaded.
 *
 * @param kernels what computes its layers on the device; models may share them
 * @param turns that it takes on the device, by default those that all models of this process share
 */
public record GeneratorOptions(
        Precision precision,
        Device device,
        Offload offload,
        LayerKernels kernels,
        DeviceTurns turns) {
    /**
     * Checks that the turns are of the device.
     *
     * @throws IllegalArgumentException where they are another's
     */
    public GeneratorOptions {
        turns.requireOf(device);
    }

    /** {@return the device that computes the fastest, with the precision that suits it} */
    public static GeneratorOptions defaults() {
        return on(Device.best(), Precision.AUTO, Offload.NONE);
    }

    private static GeneratorOptions on(Device device, Precision precision, Offload offload) {
        var turns = DeviceTurns.shared(device);
        return new GeneratorOptions(precision, device, offload, DeviceKernels.best(turns), turns);
    }

    public GeneratorOptions withPrecision(Precision other) {
        return new GeneratorOptions(other, device, offload, kernels, turns);
    }

    /** {@return the same on a device, with new kernels and the shared turns where it is another} */
    public GeneratorOptions withDevice(Device other) {
        return other.equals(device) ? this : on(other, precision, offload);
    }

    /**
     * {@return the same with the model's weights in memory all the time or component by component}
     */
    public GeneratorOptions withOffload(Offload other) {
        return new GeneratorOptions(precision, device, other, kernels, turns);
    }

    /** {@return the same with other kernels, for the same device} */
    public GeneratorOptions withKernels(LayerKernels other) {
        return new GeneratorOptions(precision, device, offload, other, turns);
    }

    /**
     * {@return the same with other turns on the same device, so that this model and those of other
     * turns compute side by side} Kernels that measure in these turns too are those of {@link
     * DeviceKernels#best(DeviceTurns)}.
     *
     * @throws IllegalArgumentException where they are of another device
     */
    public GeneratorOptions withTurns(DeviceTurns other) {
        return new GeneratorOptions(precision, device, offload, kernels, other);
    }

    /**
     * {@return what weights are converted to, and what computes with them}
     *
     * @throws IllegalArgumentException where the kernels do not have the precision
     */
    public Placement placement() {
        return precision.placement(device, kernels);
    }

    /**
     * {@return how a model computes that is loaded so}
     *
     * @throws IllegalArgumentException where the kernels do not have the precision
     */
    public Execution execution() {
        return new Execution(placement(), turns);
    }
}
