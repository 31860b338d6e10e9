package dev.easel.tensor;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

import java.util.Set;

/** Where a tensor's values are and its operations run. */
public enum Device {
    CPU(DeviceType.CPU),
    /** The first CUDA device; needs the natives of the build's profile {@code cuda}. */
    CUDA(DeviceType.CUDA);

    private static final Set<String> NATIVE_BF16 = Set.of("avx512_bf16", "amx_bf16");

    private final DeviceType type;

    Device(DeviceType type) {
        this.type = type;
    }

    /** {@return the CUDA device where there is one, otherwise the CPU} */
    public static Device best() {
        Natives.load();
        return torch.cuda_is_available() ? CUDA : CPU;
    }

    /**
     * {@return whether bfloat16 is computed natively, so that it is faster than float32} On a CPU
     * this is read from Linux's list of its flags; elsewhere the answer is no.
     */
    public boolean hasNativeBf16() {
        return switch (this) {
            case CPU -> CpuFlags.present().stream().anyMatch(NATIVE_BF16::contains);
            case CUDA -> true;
        };
    }

    org.bytedeco.pytorch.Device nativeDevice() {
        return new org.bytedeco.pytorch.Device(type);
    }

    static Device of(org.bytedeco.pytorch.Tensor tensor) {
        return tensor.is_cuda() ? CUDA : CPU;
    }
}
