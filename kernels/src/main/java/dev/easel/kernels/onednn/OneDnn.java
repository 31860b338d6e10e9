package dev.easel.tensor;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether layers on the CPU are made by oneDNN on weights in its own layout, which saves it from
 * rearranging them at every call. The property {@code easel.kernels} ({@code packed} or {@code
 * plain}) pins it; by itself they are wherever LibTorch has them.
 */
final class OneDnn {
    /** Without one of these it refuses bfloat16. */
    private static final Set<String> BF16 = Set.of("avx512bw", "avx_ne_convert");

    /** Instructions that add products of bytes to 32 bits; without them the sums could overflow. */
    private static final Set<String> INT8 = Set.of("avx512_vnni", "avx_vnni", "amx_int8");

    private OneDnn() {}

    /** {@return whether weights like this one are packed} */
    static boolean packs(Tensor weight) {
        return weight.device() == Device.CPU
                && switch (weight.dtype()) {
                    case F32 -> Support.PRESENT;
                    case BF16 -> Support.PRESENT && Support.BF16;
                    default -> false;
                };
    }

    static boolean hasInt8() {
        return Support.PRESENT && Support.INT8;
    }

    /** What this machine and this LibTorch can do, found out once. */
    private static final class Support {
        static final boolean PRESENT = isWanted() && works();
        static final boolean BF16 = hasAny(OneDnn.BF16);
        static final boolean INT8 = hasAny(OneDnn.INT8);

        private static boolean hasAny(Set<String> flags) {
            return CpuFlags.present().stream().anyMatch(flags::contains);
        }

        private static boolean isWanted() {
            String name = System.getProperty("easel.kernels", "");
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "", "auto", "packed" -> true;
                case "plain" -> false;
                default ->
                        throw new IllegalArgumentException(
                                "the property easel.kernels must be auto, packed or plain, got "
                                        + name);
            };
        }

        private static boolean works() {
            try (var _ = TensorScope.open()) {
                Tensor one = Tensor.of(new float[] {1}, Shape.of(1, 1));
                var weight = new OneDnnLinear(one);
                return weight.multiply(one, Optional.empty(), Epilogue.none()).item() == 1;
            } catch (RuntimeException | ExceptionInInitializerError e) { // LibTorch without oneDNN
                return false;
            }
        }
    }
}
