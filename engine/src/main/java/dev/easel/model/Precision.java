package dev.easel.model;

import dev.easel.checkpoint.Weights.Placement;
import dev.easel.quant.WeightFormats;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.LayerKernels;
import dev.easel.tensor.WeightFormat;

/** The type of numbers that networks compute with. */
public enum Precision {
    /** bfloat16 where the device computes it natively, otherwise float32. */
    AUTO,
    F32,
    BF16,
    /**
     * As {@link #AUTO}, but the UNet's linear layers and convolutions multiply 8-bit integers:
     * weights with a scale for each output, what they are applied to with one for the whole.
     */
    INT8;

    /** {@return the dtype of weights on a device} */
    public DType dtype(Device device) {
        return switch (this) {
            case AUTO, INT8 -> device.hasNativeBf16() ? DType.BF16 : DType.F32;
            case F32 -> DType.F32;
            case BF16 -> DType.BF16;
        };
    }

    /**
     * {@return what weights are converted to for a device}
     *
     * @throws IllegalArgumentException where the kernels cannot compute so
     */
    public Placement placement(Device device, LayerKernels kernels) {
        if (this == INT8 && !device.equals(Device.CPU)) {
            throw new IllegalArgumentException(
                    "precision int8 needs a CPU, got the device %s; take auto, f32 or bf16"
                            .formatted(device));
        }
        var format = this == INT8 ? WeightFormat.INT8 : WeightFormat.FLOAT;
        return new Placement(
                dtype(device),
                device,
                WeightFormats.require(format, kernels),
                Footprint.FAST,
                kernels);
    }

    /** {@return the precision of a placement, never {@link #AUTO}} */
    static Precision of(Placement placement) {
        if (placement.format() == WeightFormat.INT8) {
            return INT8;
        }
        return placement.dtype() == DType.BF16 ? BF16 : F32;
    }
}
