package dev.easel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.easel.tensor.ConvolutionWeight.Geometry;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
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
            var convolution = ConvolutionWeight.of(weight, new Geometry(1, 1));
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

    private static void addOnto(Tensor x, ConvolutionWeight convolution) {
        try (var _ = TensorScope.open()) {
            convolution.convolve(x, Optional.empty(), Epilogue.onto(x.mul(0.5)));
        }
    }

    private static long bytesLeftBy(Runnable call) {
        long before = nativeBytesInUse();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return nativeBytesInUse() - before;
    }

    /** {@return the field uordblks of glibc's mallinfo2; 0 where the C library has none} */
    @SuppressWarnings("restricted") // the tests may reach native code
    private static long nativeBytesInUse() {
        var linker = Linker.nativeLinker();
        var function = linker.defaultLookup().find("mallinfo2");
        if (function.isEmpty()) {
            return 0;
        }
        var fields =
                MemoryLayout.structLayout(
                        Collections.nCopies(10, ValueLayout.JAVA_LONG)
                                .toArray(MemoryLayout[]::new));
        var mallinfo = linker.downcallHandle(function.get(), FunctionDescriptor.of(fields));
        try (var arena = Arena.ofConfined()) {
            var info = (MemorySegment) mallinfo.invokeExact((SegmentAllocator) arena);
            return info.getAtIndex(ValueLayout.JAVA_LONG, 7);
        } catch (Throwable e) { // what a method handle may throw
            throw new IllegalStateException(e);
        }
    }
}
