package dev.easel.tensor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Linear layers and convolutions by oneDNN on weights in the layout that it computes with, which
 * saves it from rearranging them at every call. The property {@code easel.kernels} ({@code packed}
 * or {@code plain}) pins whether they are used; by itself they are wherever LibTorch has them.
 */
final class OneDnn {
    /** What oneDNN plans with: any size may come. */
    private static final long TYPICAL_TOKENS = 2048;

    private static final long TYPICAL_SIDE = 64;
    private static final long[] NO_DILATION = {1, 1};
    private static final String NO_ACTIVATION = "none";

    /** Without one of these it refuses bfloat16. */
    private static final Set<String> BF16 = Set.of("avx512bw", "avx_ne_convert");

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

    static boolean isPacked(Tensor weight) {
        return weight.value().is_mkldnn();
    }

    /** {@return a linear layer's weight [out, in], to be used by {@link #linear} alone} */
    static Tensor packLinear(Tensor weight) {
        return Operations.PACK_LINEAR.call(weight.value(), TYPICAL_TOKENS);
    }

    static Tensor linear(Tensor x, Tensor weight, Optional<Tensor> bias) {
        return Operations.LINEAR.call(
                x.value(),
                weight.value(),
                optional(bias),
                NO_ACTIVATION,
                List.of(),
                BoxedOperation.NONE);
    }

    /** {@return a convolution's weight [out, in, k, k], for {@link #convolution} alone} */
    static Tensor packConvolution(Tensor weight, int stride, int padding) {
        return Operations.PACK_CONVOLUTION.call(
                weight.value(),
                both(padding),
                both(stride),
                NO_DILATION,
                1L,
                new long[] {2, weight.size(1), TYPICAL_SIDE, TYPICAL_SIDE});
    }

    static Tensor convolution(
            Tensor x, Tensor weight, Optional<Tensor> bias, int stride, int padding) {
        return Operations.CONVOLUTION.call(
                x.value(),
                weight.value(),
                optional(bias),
                both(padding),
                both(stride),
                NO_DILATION,
                1L,
                NO_ACTIVATION,
                List.of(),
                BoxedOperation.NONE);
    }

    private static Object optional(Optional<Tensor> tensor) {
        return tensor.<Object>map(Tensor::value).orElse(BoxedOperation.NONE);
    }

    private static long[] both(int number) {
        return new long[] {number, number};
    }

    /** The operations, looked up once. */
    private static final class Operations {
        static final BoxedOperation PACK_LINEAR =
                BoxedOperation.named("mkldnn::_reorder_linear_weight");
        static final BoxedOperation LINEAR = BoxedOperation.named("mkldnn::_linear_pointwise");
        static final BoxedOperation PACK_CONVOLUTION =
                BoxedOperation.named("mkldnn::_reorder_convolution_weight");
        static final BoxedOperation CONVOLUTION =
                BoxedOperation.named("mkldnn::_convolution_pointwise");
    }

    /** What this machine and this LibTorch can do, found out once. */
    private static final class Support {
        static final boolean PRESENT = isWanted() && works();
        static final boolean BF16 = CpuFlags.present().stream().anyMatch(OneDnn.BF16::contains);

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
                return linear(one, packLinear(one), Optional.empty()).item() == 1;
            } catch (RuntimeException e) { // a LibTorch without oneDNN
                return false;
            }
        }
    }
}
