package dev.easel.tensor;

import org.bytedeco.pytorch.global.torch;

/** How many threads of the CPU one operation uses: a setting of the whole process. */
public final class ComputeThreads {
    private ComputeThreads() {}

    public static int get() {
        Natives.load();
        return torch.get_num_threads();
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
        Natives.load();
        torch.set_num_threads(threads);
    }
}
