package dev.easel.tensor;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Memory that Linux hands out, past the C library's allocator: to give it back leaves no hole. Its
 * pages are of 2 MB where the system grants such, which takes a fifth of the time.
 */
final class MmapBlock implements AutoCloseable {
    // Numbers from Linux's mman.h.
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
    private static final int MADV_DONTNEED = 4;
    private static final int MADV_HUGEPAGE = 14;
    private static final long MAP_FAILED = -1;
    private static final long HUGE_PAGE = 1 << 21;

    private final MemorySegment memory;

    private MmapBlock(MemorySegment memory) {
        this.memory = memory;
    }

    /** {@return so many bytes; nothing where there are none, or where the system is another} */
    static Optional<MmapBlock> of(long bytes) {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.empty();
        }
        MemorySegment memory = Calls.map(bytes);
        if (memory.address() == MAP_FAILED) {
            return Optional.empty();
        }
        Calls.advise(memory, MADV_HUGEPAGE);
        return Optional.of(new MmapBlock(memory));
    }

    MemorySegment memory() {
        return memory;
    }

    /**
     * Gives the pages back that lie within a part of this; they are zeros when they are used again.
     *
     * @param part of any memory: what is of another stays
     */
    void forget(MemorySegment part) {
        long first = Math.max(part.address(), memory.address());
        long last = Math.min(endOf(part), endOf(memory));
        long start = Math.ceilDiv(first, HUGE_PAGE) * HUGE_PAGE;
        long end = last / HUGE_PAGE * HUGE_PAGE;
        if (start < end) {
            Calls.advise(memory.asSlice(start - memory.address(), end - start), MADV_DONTNEED);
        }
    }

    private static long endOf(MemorySegment segment) {
        return segment.address() + segment.byteSize();
    }

    @Override
    public void close() {
        Calls.unmap(memory);
    }

    @SuppressWarnings("restricted") // so is LibTorch itself
    private static final class Calls {
        private static final MethodHandle MAP =
                find(
                        "mmap",
                        FunctionDescriptor.of(
                                ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT,
                                JAVA_LONG));
        private static final MethodHandle ADVISE =
                find("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        private static final MethodHandle UNMAP =
                find("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));

        private static MethodHandle find(String function, FunctionDescriptor type) {
            return Glibc.find(function, type).orElseThrow();
        }

        static MemorySegment map(long bytes) {
            try {
                var memory =
                        (MemorySegment)
                                MAP.invokeExact(
                                        MemorySegment.NULL,
                                        bytes,
                                        PROT_READ_WRITE,
                                        MAP_PRIVATE_ANONYMOUS,
                                        -1,
                                        0L);
                return memory.reinterpret(bytes);
            } catch (Throwable e) {
                throw new IllegalStateException("cannot map memory", e);
            }
        }

        static void advise(MemorySegment memory, int advice) {
            try {
                int _ = (int) ADVISE.invokeExact(memory, memory.byteSize(), advice);
            } catch (Throwable e) {
                throw new IllegalStateException("cannot advise of memory", e);
            }
        }

        static void unmap(MemorySegment memory) {
            try {
                int _ = (int) UNMAP.invokeExact(memory, memory.byteSize());
            } catch (Throwable e) {
                throw new IllegalStateException("cannot unmap memory", e);
            }
        }
    }
}
