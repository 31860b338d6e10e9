package dev.easel.pipeline;

import dev.easel.golden.Golden;
import dev.easel.model.Precision;
import dev.easel.tensor.Device;

/** Golden models as generators, for tests that look at what is done and not at the numbers. */
final class TinyModels {
    /** In float32 on the CPU, whatever the machine can do. */
    static final GeneratorOptions OPTIONS =
            GeneratorOptions.defaults().withPrecision(Precision.F32).withDevice(Device.CPU);

    private TinyModels() {}

    /** {@return SDXL's architecture in small, to be closed} */
    static ImageGenerator sdxl() {
        return sdxl(OPTIONS);
    }

    /** {@return the same with other options, to be closed} */
    static ImageGenerator sdxl(GeneratorOptions options) {
        return ImageGenerator.open(Golden.modelsWith("text_encoder_2", "unet").getFirst(), options);
    }
}
