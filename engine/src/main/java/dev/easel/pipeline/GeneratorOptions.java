package dev.easel.pipeline;

import dev.easel.model.Offload;
import dev.easel.model.Precision;
import dev.easel.tensor.Device;

/** How a model is loaded. */
public record GeneratorOptions(Precision precision, Device device, Offload offload) {

    /** {@return the device that computes the fastest, with the precision that suits it} */
    public static GeneratorOptions defaults() {
        return new GeneratorOptions(Precision.AUTO, Device.best(), Offload.NONE);
    }

    public GeneratorOptions withPrecision(Precision other) {
        return new GeneratorOptions(other, device, offload);
    }

    public GeneratorOptions withDevice(Device other) {
        return new GeneratorOptions(precision, other, offload);
    }

    /** {@return the same with the model's weights in memory whole or part by part} */
    public GeneratorOptions withOffload(Offload other) {
        return new GeneratorOptions(precision, device, other);
    }
}
