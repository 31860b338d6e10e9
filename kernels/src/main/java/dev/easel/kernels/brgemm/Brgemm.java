package dev.easel.kernels.brgemm;

import dev.easel.tensor.ComputeThreads;
import dev.easel.tensor.CpuFlags;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Glibc;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * {@code c = a b} for matrices that a core's cache holds, a and b in float32 or bfloat16 and c in
 * float32, or a in unsigned and b in signed bytes and c in int32: oneDNN's kernel for a part of a
 * product, as LibTorch's {@code at::native::cpublas::brgemm} gives it. It computes on the calling
 * thread alone, and takes Java's arrays as well as native memory.
 *
 * @param type of a
 * @param rows of a and c
 * @param columns of b and c
 * @param depth columns of a and rows of b; a multiple of {@link Lanes32#lanes}: so many rows of b
 *     are packed together
 * @param strides how far apart rows are
 */
public record Brgemm(DType type, long rows, long columns, long depth, Strides strides) {
    private static final ValueLayout LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout BOOL = ValueLayout.JAVA_BOOLEAN;
    private static final ValueLayout POINTER = ValueLayout.ADDRESS;

    /** In the place of what this LibTorch has not. */
    private static final MethodHandle MISSING = MethodHandles.zero(void.class);

    /** What an unsigned byte holds. */
    private static final int MOST = 255;

    /**
     * How many values there are from a row to the next. In bfloat16 b is packed in pairs of rows,
     * [depth / 2, columns, 2], and its stride counts pairs of values from a pair of rows to the
     * next; in bytes the same with four rows.
     */
    public record Strides(long a, long b, long c) {}

    /** {@return whether this LibTorch has it for a type, and this processor what it needs} */
    public static boolean isPresent(DType type) {
        return switch (type) {
            case F32 -> Support.F32;
            case BF16 -> Support.BF16;
            case U8 -> Support.BYTES;
            default -> false;
        };
    }

    /**
     * Makes c = a b, or c = c + a b.
     *
     * @param added whether the product is added to what c holds, and does not take its place
     */
    public void multiply(MemorySegment a, MemorySegment b, MemorySegment c, boolean added) {
        try {
            switch (type) {
                case F32 ->
                        Functions.F32.invokeExact(
                                rows, columns, depth, strides.a, strides.b, strides.c, added, a, b,
                                c, false);
                case BF16 ->
                        Functions.BF16.invokeExact(
                                rows, columns, depth, strides.a, strides.b, strides.c, added, a, b,
                                c, true);
                default ->
                        Functions.BYTES.invokeExact(
                                rows, columns, depth, strides.a, strides.b, strides.c, added, a, b,
                                c, true);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("cannot multiply " + this, e);
        }
    }

    /** Gives up what the processor has been set up with for the calling thread's products. */
    public static void release(DType type) {
        if (type == DType.F32) {
            return; // nothing
        }
        try {
            Functions.RELEASE.invokeExact(true);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot release the processor's tiles", e);
        }
    }

    /**
     * Found out once. Where oneDNN may not use the instructions for it, to multiply would end the
     * process, or be slow.
     */
    private static final class Support {
        static final boolean F32 =
                CpuFlags.present().contains("avx2")
                        && IsaLimit.allows("all|default|avx2.*|avx512.*|avx10.*")
                        && !Functions.F32.equals(MISSING);

        static final boolean BF16 =
                Device.CPU.hasNativeBf16()
                        && IsaLimit.allows("all|default|avx512_core_(bf16|fp16|amx.*)")
                        && !Functions.BF16.equals(MISSING)
                        && !Functions.RELEASE.equals(MISSING);

        static final boolean BYTES =
                CpuFlags.present().contains("avx512_vnni")
                        && IsaLimit.allows("all|default|avx512_core_(vnni|bf16|fp16|amx.*)")
                        && !Functions.BYTES.equals(MISSING)
                        && !Functions.RELEASE.equals(MISSING)
                        && areBytesExact();
    }

    /**
     * Kernels for bytes differ from processor to processor, in how b is packed and in whether sums
     * overflow. So the one that is here is tried with the largest bytes and columns that differ.
     */
    private static boolean areBytesExact() {
        int side = 64;
        byte[] a = new byte[side * side];
        byte[] b = new byte[side * side];
        int[] c = new int[side * side];
        Arrays.fill(a, (byte) MOST);
        for (int i = 0; i < b.length; i++) {
            b[i] = factor(i / Lanes32.lanes(DType.U8) % side);
        }
        new Brgemm(DType.U8, side, side, side, new Strides(side, side, side))
                .multiply(
                        MemorySegment.ofArray(a),
                        MemorySegment.ofArray(b),
                        MemorySegment.ofArray(c),
                        false);
        release(DType.U8);
        return IntStream.range(0, c.length).allMatch(i -> c[i] == side * MOST * factor(i % side));
    }

    private static byte factor(int column) {
        return (byte) (Byte.MIN_VALUE + 4 * column);
    }

    /** Looked up once. What is missing is never called: {@link #isPresent} says so before. */
    private static final class Functions {
        static final MethodHandle F32 = multiply("PKfS3_Pf");
        static final MethodHandle BF16 = multiply("PKN3c108BFloat16ES5_Pf");
        static final MethodHandle BYTES = multiply("PKhPKaPi");
        static final MethodHandle RELEASE =
                find("14brgemm_releaseEb", FunctionDescriptor.ofVoid(BOOL));

        /**
         * {@return the function that multiplies}
         *
         * @param factors the types of a, b and c as the names of C++'s functions have them
         */
        private static MethodHandle multiply(String factors) {
            return find(
                    "6brgemmEllllllb" + factors + "b",
                    FunctionDescriptor.ofVoid(
                            LONG, LONG, LONG, LONG, LONG, LONG, BOOL, POINTER, POINTER, POINTER,
                            BOOL),
                    Linker.Option.critical(true));
        }

        private static MethodHandle find(
                String name, FunctionDescriptor type, Linker.Option... options) {
            ComputeThreads.get(); // loads LibTorch
            return Glibc.loaded("libtorch_cpu.so", "_ZN2at6native7cpublas" + name, type, options)
                    .orElse(MISSING);
        }
    }
}
