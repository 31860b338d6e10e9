package dev.easel.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * What LibTorch finds when it is loaded, and Java has no calls for: an environment variable and the
 * habits of the C library's allocator. Where a platform lacks a function nothing is done.
 */
public final class Glibc {
    private static final Linker LINKER = Linker.nativeLinker();

    // Numbers of mallopt's parameters, from glibc's malloc.h.
    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_MMAP_MAX = -4;
    private static final int M_ARENA_MAX = -8;

    private Glibc() {}

    /** Sets a variable of the environment that natives see, unless it is set. */
    static void setVariable(String name, String value) {
        find("setenv", ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT)
                .ifPresent(setenv -> {
                    try (var arena = Arena.ofConfined()) {
                        int _ =
                                (int)
                                        setenv.invokeExact(
                                                arena.allocateFrom(name),
                                                arena.allocateFrom(value),
                                                0);
                    } catch (Throwable e) {
                        throw new IllegalStateException("cannot set " + name, e);
                    }
                });
    }

    /**
     * Makes the allocator keep what it is given back. Otherwise each large tensor is a mapping of
     * its own, whose pages the kernel hands out and zeroes anew at every operation: a fifth of a
     * UNet's time. Threads that are new from now on share one arena, for only the main one keeps
     * all; {@code ./easel} says so to the threads that exist by MALLOC_ARENA_MAX.
     */
    static void keepFreedMemory() {
        find("mallopt", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)
                .ifPresent(mallopt -> {
                    try {
                        int _ = (int) mallopt.invokeExact(M_MMAP_MAX, 0);
                        int _ = (int) mallopt.invokeExact(M_TRIM_THRESHOLD, Integer.MAX_VALUE);
                        int _ = (int) mallopt.invokeExact(M_ARENA_MAX, 1);
                    } catch (Throwable e) {
                        throw new IllegalStateException("cannot set the allocator up", e);
                    }
                });
    }

    /** {@return a function of the OpenMP that LibTorch has loaded, from one int to an int} */
    static Optional<MethodHandle> openMp(String function) {
        var type = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        return loaded("libgomp.so.1", function, type);
    }

    /**
     * {@return a function of a library that is loaded, on Linux}
     *
     * @param name as the library's file has it: with what C++ adds
     */
    @SuppressWarnings("restricted") // so is LibTorch itself
    public static Optional<MethodHandle> loaded(
            String library, String name, FunctionDescriptor type, Linker.Option... options) {
        try {
            return find(SymbolLookup.libraryLookup(library, Arena.global()), name, type, options);
        } catch (IllegalArgumentException e) { // another one, or none
            return Optional.empty();
        }
    }

    private static Optional<MethodHandle> find(String function, MemoryLayout... parameters) {
        return find(function, FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
    }

    /** {@return a function of the C library} */
    static Optional<MethodHandle> find(String function, FunctionDescriptor type) {
        return find(LINKER.defaultLookup(), function, type);
    }

    @SuppressWarnings("restricted") // so is LibTorch itself
    private static Optional<MethodHandle> find(
            SymbolLookup library,
            String function,
            FunctionDescriptor type,
            Linker.Option... options) {
        return library.find(function).map(address -> LINKER.downcallHandle(address, type, options));
    }
}
