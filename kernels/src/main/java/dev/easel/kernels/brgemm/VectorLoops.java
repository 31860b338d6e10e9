package dev.easel.kernels.brgemm;

import java.util.stream.Stream;

/** Loops of Java that are fast because its second compiler (C2) vectorises them. */
public final class VectorLoops {
    private static final boolean FAST =
            Stream.of("interpreted", "emulated-client")
                    .noneMatch(System.getProperty("java.vm.info", "")::contains);

    private VectorLoops() {}

    /** {@return whether this virtual machine has that compiler} */
    public static boolean areFast() {
        return FAST;
    }

    /**
     * Fills an array with copies of its beginning, for loops whose arrays must have one index.
     *
     * @param array of numbers
     * @param count how many are copied
     * @param length up to where
     */
    public static void repeat(Object array, int count, int length) {
        for (int done = count; done < length; done *= 2) {
            System.arraycopy(array, 0, array, done, Math.min(done, length - done));
        }
    }
}
