package dev.easel.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * How LibTorch's threads wait for each other. OpenMP's default is to spin, which takes the cores
 * from every other thread of the machine: two processes that compute at the same time then slow
 * each other by more than an order of magnitude. The policy is an environment variable that is read
 * once, when LibTorch is loaded; Java has no call that sets one.
 */
final class WaitPolicy {
    private static final String VARIABLE = "OMP_WAIT_POLICY";

    private WaitPolicy() {}

    /** Makes threads sleep while they wait, unless the environment already has a policy. */
    static void setPassive() {
        var linker = Linker.nativeLinker();
        linker.defaultLookup()
                .find("setenv") // not on Windows, whose OpenMP does not read it either
                .ifPresent(function -> {
                    try (var arena = Arena.ofConfined()) {
                        setUnlessSet(linker, function, arena);
                    }
                });
    }

    @SuppressWarnings("restricted") // so is LibTorch itself
    private static void setUnlessSet(Linker linker, MemorySegment function, Arena arena) {
        var setenv =
                linker.downcallHandle(
                        function,
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT));
        try {
            int _ =
                    (int)
                            setenv.invokeExact(
                                    arena.allocateFrom(VARIABLE), arena.allocateFrom("passive"), 0);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot set " + VARIABLE, e);
        }
    }
}
