package dev.easel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.easel.tensor.ConvolutionKernel.Geometry;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

import java.util.Optional;
import java.util.stream.LongStream;

class BoxedOperationTest {
    private static final int CALLS = 2000;
    private static final int ROUNDS = 9;

    /** One of the operations whose signature says what memory they write to. */
    @Test
    void callsLeaveNothingBehind() {
        try (var _ = TensorScope.open()) {
            var weight = new Tensor(torch.randn(8, 8, 3, 3));
            var convolution = ConvolutionKernel.of(weight, new Geometry(1, 1));
            assumeThat(convolution).isInstanceOf(OneDnnConvolution.class);
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
