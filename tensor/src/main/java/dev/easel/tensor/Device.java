package dev.easel.tensor;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Where a tensor's values are and its operations run. */
public enum Device {
    CPU(DeviceType.CPU),
    /** The first CUDA device; needs the natives of the build's profile {@code cuda}. */
    CUDA(DeviceType.CUDA);

    private static final Set<String> NATIVE_BF16 = Set.of("avx512_bf16", "amx_bf16");

    private final DeviceType type;

    @SuppressWarnings(
            "ImmutableEnumChecker") // a device is one for the whole process, as is its lock
    private final ReentrantLock turn = new ReentrantLock(true);

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

    /**
     * {@return what the work gives} Threads that compute by turns are served in the order in which
     * they ask: none waits for another's whole picture, and none slows the other down by sharing
     * the processor's caches. Work within work of the same thread runs at once.
     */
    public <T> T inTurn(Supplier<T> work) {
        turn.lock();
        try {
            return work.get();
        } finally {
            if (this == CPU && turn.getHoldCount() == 1) {
                ComputeThreads.letGo();
            }
            turn.unlock();
        }
    }

    /**
     * Gives memory that nothing uses any more back to the operating system, where this is the CPU.
     * It is kept otherwise, for the next tensor.
     */
    public void returnFreeMemory() {
        if (this == CPU) {
            ActivationPool.release();
            Pointer.trimMemory();
        }
    }

    org.bytedeco.pytorch.Device nativeDevice() {
        return new org.bytedeco.pytorch.Device(type);
    }

    static Device of(org.bytedeco.pytorch.Tensor tensor) {
        return tensor.is_cuda() ? CUDA : CPU;
    }
}
