package dev.easel.quant;

import dev.easel.tensor.LayerKernels;
import dev.easel.tensor.WeightFormat;

/** Whether layers can be computed with weights of a format. */
public final class WeightFormats {
    private WeightFormats() {}

    /**
     * {@return the format}
     *
     * @throws IllegalArgumentException where the kernels do not compute with it
     */
    public static WeightFormat require(WeightFormat format, LayerKernels kernels) {
        if (!kernels.supports(format)) {
            throw new IllegalArgumentException(
                    switch (format) {
                        case FLOAT -> "these kernels do not compute with floats";
                        case INT8 ->
                                "precision int8 needs dev.easel:kernels on the class path and a CPU"
                                        + " with AVX512-VNNI, AVX-VNNI or AMX, on Linux; take auto,"
                                        + " f32 or bf16";
                    });
        }
        return format;
    }
}
