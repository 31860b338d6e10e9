package dev.easel.kernels.winograd;

import dev.easel.kernels.brgemm.Brgemm;
import dev.easel.kernels.brgemm.ComputePool;
import dev.easel.kernels.winograd.WinogradWeight.Form;
import dev.easel.tensor.ComputeThreads;

import java.util.HashMap;
import java.util.Map;

/**
 * What all Winograd convolutions share: threads, and each thread's memory for the transforms of a
 * form, which stays in its core's cache. Thread-safe.
 */
public final class WinogradContext {
    /** Patches for each thread from which on it hardly matters that one has a patch more. */
    private static final int MANY = 8;

    private final ComputePool pool;
    private final ThreadLocal<Map<Form, InputTransform>> inputs =
            ThreadLocal.withInitial(HashMap::new);
    private final ThreadLocal<Map<Form, OutputTransform>> outputs =
            ThreadLocal.withInitial(HashMap::new);

    public WinogradContext(ComputePool pool) {
        this.pool = pool;
    }

    /** Does a task on several threads at once, and waits for the last. */
    void run(WinogradTask task) {
        int patches = task.grid().patches();
        int blocks = task.kernel().blocks();
        int shares = shares(patches, blocks, ComputeThreads.get());
        pool.each(
                patches * shares,
                i -> {
                    int share = i % shares;
                    int end = (share + 1) * blocks / shares;
                    run(task, i / shares, share * blocks / shares, end);
                });
    }

    /**
     * {@return by how many threads the blocks of a patch are shared} Each of them has to read the
     * patch, so this is more than one only where some would have nothing to do for long.
     */
    private static int shares(int patches, int blocks, int threads) {
        boolean even = patches % threads == 0 || patches > threads * MANY;
        return even ? 1 : Math.min(threads, blocks);
    }

    private void run(WinogradTask task, int index, int firstBlock, int endBlock) {
        var form = task.kernel().form();
        var patch = task.grid().patch(index);
        var output = outputs.get().computeIfAbsent(form, OutputTransform::new);
        var tiles = inputOf(task.kernel()).read(task, patch);
        for (int block = firstBlock; block < endBlock; block++) {
            output.make(task, patch, tiles, block);
        }
        Brgemm.release(form.factors());
    }

    /** {@return this thread's, with room for what a weight is applied to} */
    private InputTransform inputOf(WinogradWeight weight) {
        int width = weight.in() / weight.form().lanes();
        return inputs.get()
                .compute(
                        weight.form(),
                        (form, kept) ->
                                kept != null && kept.width() >= width
                                        ? kept
                                        : new InputTransform(form, width));
    }
}
