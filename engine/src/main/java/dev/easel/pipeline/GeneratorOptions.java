package dev.easel.pipeline;

import dev.easel.model.Precision;
import dev.easel.model.Residence;
import dev.easel.tensor.Device;

/** How a model is loaded. */
public record GeneratorOptions(Precision precision, Device device, Residence residence) {

    /** {@return the device that computes the fastest, with the precision that suits it} */
    public static GeneratorOptions defaults() {
        return new GeneratorOptions(Precision.AUTO, Device.best(), Residence.WHOLE);
    }

    public GeneratorOptions withPrecision(Precision other) {
        return new GeneratorOptions(other, device, residence);
    }

    public GeneratorOptions withDevice(Device other) {
        return new GeneratorOptions(precision, other, residence);
    }

    /** {@return the same with the model's weights in memory whole or part by part} */
    public GeneratorOptions withResidence(Residence other) {
        return new GeneratorOptions(precision, device, other);
    }
}
