package dev.easel.tensor;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a tensor's values are and its operations run.
 *
 * @param index which of its kind, from 0; a machine has one CPU, whatever its number of cores
 */
public record Device(Kind kind, int index) {
    /** The processors of this machine. */
    public static final Device CPU = new Device(Kind.CPU, 0);

    /** The first of NVIDIA's graphics processors, as CUDA counts them. */
    public static final Device CUDA = cuda(0);

    private static final Set<String> NATIVE_BF16 = Set.of("avx512_bf16", "amx_bf16");
    private static final Pattern NAME = Pattern.compile("cpu|cuda(?::(\\d{1,2}))?");

    /** LibTorch counts in a byte. */
    private static final int MAX_INDEX = Byte.MAX_VALUE;

    /** What computes. */
    public enum Kind {
        CPU,
        CUDA
    }

    public Device {
        int most = kind == Kind.CPU ? 0 : MAX_INDEX;
        if (index < 0 || index > most) {
            throw new IllegalArgumentException(
                    "the index of a device of kind %s must be between 0 and %d, got %d"
                            .formatted(name(kind), most, index));
        }
    }

    /**
     * {@return one of several CUDA devices}
     *
     * @param index from 0
     */
    public static Device cuda(int index) {
        return new Device(Kind.CUDA, index);
    }

    /**
     * {@return the first CUDA device where there is one, otherwise the CPU}
     *
     * @throws UnsupportedOperationException where LibTorch is missing
     */
    public static Device best() {
        return cudaDevices() > 0 ? CUDA : CPU;
    }

    /** {@return how many CUDA devices LibTorch can compute with} */
    public static int cudaDevices() {
        LibTorch.load();
        return torch.cuda_is_available() ? torch.cuda_device_count() : 0;
    }

    /**
     * {@return the device of a name: {@code cpu}, {@code cuda} for the first CUDA device, or {@code
     * cuda:1}} Whether the machine has it is not looked at.
     *
     * @throws IllegalArgumentException where no device has such a name
     */
    public static Device parse(String name) {
        var parts = NAME.matcher(name.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "device must be cpu, cuda or one of several as in cuda:1, got " + name);
        }
        if (name.equalsIgnoreCase(CPU.toString())) {
            return CPU;
        }
        return parts.group(1) == null ? CUDA : cuda(Integer.parseInt(parts.group(1)));
    }

    public boolean isCpu() {
        return kind == Kind.CPU;
    }

    /**
     * {@return whether bfloat16 is computed natively, so that it is faster than float32} On a CPU
     * this is read from Linux's list of its flags; elsewhere the answer is no.
     */
    public boolean hasNativeBf16() {
        return switch (kind) {
            case CPU -> CpuFlags.present().stream().anyMatch(NATIVE_BF16::contains);
            case CUDA -> true;
        };
    }

    /**
     * Gives memory that nothing uses any more back to the operating system, where this is the CPU.
     * It is kept otherwise, for the next tensor.
     */
    public void returnFreeMemory() {
        if (isCpu()) {
            ActivationPool.release();
            Pointer.trimMemory();
        }
    }

    /** {@return a name that {@link #parse} reads: {@code cpu}, {@code cuda:0}} */
    @Override
    public String toString() {
        return isCpu() ? name(kind) : name(kind) + ":" + index;
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    org.bytedeco.pytorch.Device nativeDevice() {
        return switch (kind) {
            case CPU -> new org.bytedeco.pytorch.Device(DeviceType.CPU);
            case CUDA -> new org.bytedeco.pytorch.Device(DeviceType.CUDA, (byte) index);
        };
    }

    static Device of(org.bytedeco.pytorch.Tensor tensor) {
        return tensor.is_cuda() ? cuda(tensor.device().index()) : CPU;
    }
}
