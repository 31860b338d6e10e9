package dev.easel.server.contract;

import org.bytedeco.javacpp.Pointer;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;

/**
 * What this process has in use. What its allocators, its heap and its compilers hold ready is not
 * looked at: that differs from machine to machine, and comes and goes.
 *
 * @param pointers native objects, tensors above all, that nobody has freed
 * @param nativeBytes that native code has asked for and not given back; 0 where the C library
 *     cannot tell
 * @param heapBytes of Java objects that are still in use
 * @param threads of the platform, without those that carry virtual ones
 */
record Holdings(long pointers, long nativeBytes, long heapBytes, long threads) {
    static Holdings now() {
        var runtime = Runtime.getRuntime();
        runtime.gc();
        return new Holdings(
                Pointer.totalCount(),
                nativeBytesInUse(),
                runtime.totalMemory() - runtime.freeMemory(),
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !thread.getName().startsWith("ForkJoinPool"))
                        .count());
    }

    /** {@return whether this is no more than there was before, but for some bytes of each kind} */
    boolean isBackAt(Holdings before, long slackBytes) {
        return pointers <= before.pointers
                && nativeBytes <= before.nativeBytes + slackBytes
                && heapBytes <= before.heapBytes + slackBytes
                && threads <= before.threads;
    }

    /** By glibc's {@code mallinfo2}, whose ten numbers stand in malloc.h. */
    @SuppressWarnings("restricted") // the tests may reach native code
    private static long nativeBytesInUse() {
        var linker = Linker.nativeLinker();
        var function = linker.defaultLookup().find("mallinfo2");
        if (function.isEmpty()) {
            return 0;
        }
        var numbers =
                IntStream.range(0, 10)
                        .mapToObj(_ -> ValueLayout.JAVA_LONG)
                        .toArray(MemoryLayout[]::new);
        var mallinfo =
                linker.downcallHandle(
                        function.get(), FunctionDescriptor.of(MemoryLayout.structLayout(numbers)));
        try (var arena = Arena.ofConfined()) {
            var info = (MemorySegment) mallinfo.invokeExact((SegmentAllocator) arena);
            long mapped = info.getAtIndex(ValueLayout.JAVA_LONG, 4); // hblkhd
            long small = info.getAtIndex(ValueLayout.JAVA_LONG, 7); // uordblks
            return mapped + small;
        } catch (Throwable e) { // what a method handle may throw
            throw new IllegalStateException(e);
        }
    }
}
