package dev.easel.pipeline;

import dev.easel.model.Precision;
import dev.easel.tensor.Device;

/** How a model is loaded. */
public record GeneratorOptions(Precision precision, Device device) {

    /** {@return the device that computes the fastest, with the precision that suits it} */
    public static GeneratorOptions defaults() {
        return new GeneratorOptions(Precision.AUTO, Device.best());
    }

    public GeneratorOptions withPrecision(Precision other) {
        return new GeneratorOptions(other, device);
    }
}
