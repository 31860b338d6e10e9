package dev.easel.model;

import dev.easel.tensor.DType;
import dev.easel.tensor.Device;

/** The type of numbers that networks compute with. */
public enum Precision {
    /** bfloat16 where the device computes it natively, otherwise float32. */
    AUTO,
    F32,
    BF16;

    /** {@return the dtype of weights on a device} */
    public DType dtype(Device device) {
        return switch (this) {
            case AUTO -> device.hasNativeBf16() ? DType.BF16 : DType.F32;
            case F32 -> DType.F32;
            case BF16 -> DType.BF16;
        };
    }
}
