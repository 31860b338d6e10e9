package dev.easel.kernels.onednn;

import dev.easel.tensor.CpuFlags;
import dev.easel.tensor.DType;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.Optional;
import java.util.Set;

/**
 * Whether this LibTorch has oneDNN, and this processor what its kernels need: layers on weights in
 * oneDNN's own layout, which saves it from reordering them at every call.
 */
public final class OneDnn {
    /** Without one of these it refuses bfloat16. */
    private static final Set<String> BF16 = Set.of("avx512bw", "avx_ne_convert");

    /** Instructions that add products of bytes to 32 bits; without them the sums could overflow. */
    private static final Set<String> INT8 = Set.of("avx512_vnni", "avx_vnni", "amx_int8");

    private OneDnn() {}

    /** {@return whether weights of a type, on the CPU, can be packed} */
    public static boolean packs(DType type) {
        return switch (type) {
            case F32 -> Support.PRESENT;
            case BF16 -> Support.PRESENT && Support.BF16;
            default -> false;
        };
    }

    /** {@return whether layers can multiply bytes} */
    public static boolean hasInt8() {
        return Support.PRESENT && Support.INT8;
    }

    /** What this machine and this LibTorch can do, found out once. */
    private static final class Support {
        static final boolean PRESENT = works();
        static final boolean BF16 = hasAny(OneDnn.BF16);
        static final boolean INT8 = hasAny(OneDnn.INT8);

        private static boolean hasAny(Set<String> flags) {
            return CpuFlags.present().stream().anyMatch(flags::contains);
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
