package dev.easel.tensor;

import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The type of a tensor's values. */
public enum DType {
    F64(ScalarType.Double, 8),
    F32(ScalarType.Float, 4),
    F16(ScalarType.Half, 2),
    BF16(ScalarType.BFloat16, 2),
    /** 4 bits of exponent, 3 of mantissa, no infinities; stored, never computed with. */
    F8_E4M3(ScalarType.Float8_e4m3fn, 1),
    /** 5 bits of exponent, 2 of mantissa; stored, never computed with. */
    F8_E5M2(ScalarType.Float8_e5m2, 1),
    I64(ScalarType.Long, 8),
    I32(ScalarType.Int, 4),
    I16(ScalarType.Short, 2),
    I8(ScalarType.Char, 1),
    U8(ScalarType.Byte, 1),
    BOOL(ScalarType.Bool, 1);

    private final ScalarType scalarType;
    private final int bytes;

    DType(ScalarType scalarType, int bytes) {
        this.scalarType = scalarType;
        this.bytes = bytes;
    }

    /** {@return the bytes that one value takes} */
    public int bytes() {
        return bytes;
    }

    public boolean isFloating() {
        return switch (this) {
            case F64, F32, F16, BF16, F8_E4M3, F8_E5M2 -> true;
            case I64, I32, I16, I8, U8, BOOL -> false;
        };
    }

    /** {@return the type as LibTorch names it, for kernels} */
    public ScalarType scalarType() {
        return scalarType;
    }

    TensorOptions options() {
        return new TensorOptions(scalarType);
    }

    /** {@return the type of a tensor of LibTorch, for kernels} */
    public static DType of(org.bytedeco.pytorch.Tensor tensor) {
        var found = tensor.dtype().toScalarType().intern(); // else a new object at each call
        for (DType type : values()) {
            if (type.scalarType == found) {
                return type;
            }
        }
        throw new IllegalArgumentException("values of type " + found + " are not used here");
    }
}
