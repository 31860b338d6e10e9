package dev.easel.tensor;

import org.bytedeco.pytorch.global.torch;

import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** How many threads of the CPU one operation uses: a setting of the whole process. */
public final class ComputeThreads {
    private ComputeThreads() {}

    public static int get() {
        LibTorch.load();
        return torch.get_num_threads();
    }

    /**
     * Ends the threads that help the calling one to compute; its next operation has new ones.
     * OpenMP keeps some for each thread that ever computed, and while it has more than there are
     * processors they sleep between two operations, which takes small networks up to a third longer
     * than spinning. To make them anew takes a fraction of a millisecond.
     */
    public static void letGo() {
        OpenMp.PAUSE.ifPresent(OpenMp::call);
    }

    /** Looked up once. */
    private static final class OpenMp {
        /** The constant {@code omp_pause_soft}. */
        private static final int SOFT = 1;

        static final Optional<MethodHandle> PAUSE = Glibc.openMp("omp_pause_resource_all");

        static void call(MethodHandle pause) {
            try {
                int _ = (int) pause.invokeExact(SOFT);
            } catch (Throwable e) {
                throw new IllegalStateException("cannot end OpenMP's threads", e);
            }
        }
    }

    /**
     * Sets the number of threads.
     *
     * @param threads at least 1; by default LibTorch takes one for each physical core
     */
    public static void set(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        LibTorch.load();
        torch.set_num_threads(threads);
    }
}
