package dev.easel.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.Collections;

/** What the C library's allocator says about this process. */
public final class NativeMemory {
    private NativeMemory() {}

    /**
     * {@return what native code has asked for and not given back} By the fields {@code uordblks}
     * and {@code hblkhd} of glibc's {@code mallinfo2}; 0 where the C library has none.
     */
    @SuppressWarnings("restricted") // the tests may reach native code
    public static long bytesInUse() {
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
            return info.getAtIndex(ValueLayout.JAVA_LONG, 7)
                    + info.getAtIndex(ValueLayout.JAVA_LONG, 4);
        } catch (Throwable e) { // what a method handle may throw
            throw new IllegalStateException(e);
        }
    }
}
