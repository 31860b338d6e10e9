package dev.easel.tensor;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/** Where a tensor's values are and its operations run. */
public enum Device {
    CPU(DeviceType.CPU),
    /** The first CUDA device; needs the natives of the build's profile {@code cuda}. */
    CUDA(DeviceType.CUDA);

    private final DeviceType type;

    Device(DeviceType type) {
        this.type = type;
    }

    /** {@return the CUDA device where there is one, otherwise the CPU} */
    public static Device best() {
        Natives.load();
        return torch.cuda_is_available() ? CUDA : CPU;
    }

    org.bytedeco.pytorch.Device nativeDevice() {
        return new org.bytedeco.pytorch.Device(type);
    }

    static Device of(org.bytedeco.pytorch.Tensor tensor) {
        return tensor.is_cuda() ? CUDA : CPU;
    }
}
