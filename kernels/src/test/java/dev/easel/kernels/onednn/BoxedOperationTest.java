package dev.easel.kernels.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.NativeMemory;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.Optional;
import java.util.stream.LongStream;

class BoxedOperationTest {
    private static final int CALLS = 2000;
    private static final int ROUNDS = 9;

    /** One of the operations whose signature says what memory they write to. */
    @Tag("slow")
    @Test
    void callsLeaveNothingBehind() {
        try (var _ = TensorScope.open()) {
            var weight = new Tensor(torch.randn(8, 8, 3, 3));
            assumeThat(OneDnn.packs(DType.F32)).isTrue();
            var convolution =
                    new OneDnnConvolution(
                            weight, new Geometry(1, 1), Footprint.FAST, new WeightLayouts());
            var x = new Tensor(torch.randn(1, 8, 8, 8)).channelsLast();

            // The virtual machine takes memory and gives it back too, in some of the rounds.
            long[] left =
                    LongStream.range(0, ROUNDS)
                            .map(_ -> bytesLeftBy(() -> addOnto(x, convolution)))
                            .sorted()
                            .toArray();

            assertThat(left[ROUNDS / 2]).isLessThan(50L * CALLS);
        }
    }

    @Test
    void anArgumentOfAnotherTypeIsRefused() {
        try (var _ = TensorScope.open()) {
            var x = new Tensor(torch.randn(2, 2)).value();
            var add = BoxedOperation.overloaded("aten::add", "Tensor");
            assertThatThrownBy(() -> add.call(x, x, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "argument 2 of an operation is of type java.lang.Integer; expected");
        }
    }

    private static void addOnto(Tensor x, ConvolutionKernel convolution) {
        try (var _ = TensorScope.open()) {
            convolution.convolve(x, Optional.empty(), Epilogue.onto(x.mul(0.5)));
        }
    }

    private static long bytesLeftBy(Runnable call) {
        long before = NativeMemory.bytesInUse();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return NativeMemory.bytesInUse() - before;
    }
}
