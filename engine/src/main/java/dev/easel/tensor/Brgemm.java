package dev.easel.tensor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code c = a b} for matrices that a core's cache holds, a and b in bfloat16 and c in float32:
 * oneDNN's kernel for a part of a product, as LibTorch's {@code at::native::cpublas::brgemm} gives
 * it. It computes on the calling thread alone, and takes Java's arrays as well as native memory.
 *
 * @param rows of a and c
 * @param columns of b and c
 * @param depth columns of a and rows of b; even
 * @param strides how far apart rows are
 */
record Brgemm(long rows, long columns, long depth, Strides strides) {
    private static final ValueLayout LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout BOOL = ValueLayout.JAVA_BOOLEAN;
    private static final ValueLayout POINTER = ValueLayout.ADDRESS;

    /**
     * How many values there are from a row to the next; b is packed in pairs of rows, [depth / 2,
     * columns, 2], and its stride counts pairs of values from a pair of rows to the next.
     */
    record Strides(long a, long b, long c) {}

    /** {@return whether this LibTorch has it, and this processor what it needs} */
    static boolean isPresent() {
        return Support.PRESENT;
    }

    /**
     * @param added whether the product is added to what c holds, and does not take its place
     */
    void multiply(MemorySegment a, MemorySegment b, MemorySegment c, boolean added) {
        try {
            Functions.MULTIPLY.invokeExact(
                    rows, columns, depth, strides.a, strides.b, strides.c, added, a, b, c, true);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot multiply " + this, e);
        }
    }

    /** Gives up what the processor has been set up with for the calling thread's products. */
    static void release() {
        try {
            Functions.RELEASE.invokeExact(true);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot release the processor's tiles", e);
        }
    }

    private static Optional<MethodHandle> find(
            String name, FunctionDescriptor type, Linker.Option... options) {
        Natives.load();
        return CLibrary.loaded("libtorch_cpu.so", "_ZN2at6native7cpublas" + name, type, options);
    }

    /**
     * Found out once. Where oneDNN may not use the instructions for it, to multiply would end the
     * process.
     */
    private static final class Support {
        private static final List<String> LIMITS =
                List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA");
        private static final Pattern ENOUGH =
                Pattern.compile(
                        "all|default|avx512_core_(bf16|fp16|amx.*)", Pattern.CASE_INSENSITIVE);

        static final boolean PRESENT =
                Device.CPU.hasNativeBf16()
                        && LIMITS.stream().allMatch(Support::isEnough)
                        && findMultiply().isPresent()
                        && findRelease().isPresent();

        private static boolean isEnough(String limit) {
            return Optional.ofNullable(System.getenv(limit))
                    .map(isa -> ENOUGH.matcher(isa).matches())
                    .orElse(true);
        }
    }

    private static Optional<MethodHandle> findMultiply() {
        return find(
                "6brgemmEllllllbPKN3c108BFloat16ES5_Pfb",
                FunctionDescriptor.ofVoid(
                        LONG, LONG, LONG, LONG, LONG, LONG, BOOL, POINTER, POINTER, POINTER, BOOL),
                Linker.Option.critical(true));
    }

    private static Optional<MethodHandle> findRelease() {
        return find("14brgemm_releaseEb", FunctionDescriptor.ofVoid(BOOL));
    }

    /** Looked up once. */
    private static final class Functions {
        static final MethodHandle MULTIPLY = findMultiply().orElseThrow();
        static final MethodHandle RELEASE = findRelease().orElseThrow();
    }
}
