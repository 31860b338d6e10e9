package dev.easel.kernels.winograd;

import dev.easel.kernels.brgemm.Brgemm;
import dev.easel.kernels.brgemm.ComputePool;
import dev.easel.kernels.winograd.WinogradWeight.Form;
import dev.easel.tensor.ComputeThreads;

import java.lang.foreign.MemorySegment;
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
    private final ThreadLocal<Map<Form, Scratch>> scratch = ThreadLocal.withInitial(HashMap::new);

    public WinogradContext(ComputePool pool) {
        this.pool = pool;
    }

    /**
     * A convolution to be done.
     *
     * @param bias [out] in float32
     * @param from [batch, height, width, in] in the kernel's type
     * @param to [batch, height, width, out] in the same
     */
    record Task(
            TileGrid grid,
            WinogradWeight kernel,
            MemorySegment bias,
            MemorySegment from,
            MemorySegment to) {}

    /**
     * A thread's memory for one form.
     *
     * @param width of the channels that there is room for, in words
     */
    private record Scratch(int width, InputTransform input, OutputTransform output) {
        Scratch(Form form, int width) {
            this(width, new InputTransform(form, width), new OutputTransform(form));
        }
    }

    /** Does a task on several threads at once, and waits for the last. */
    void run(Task task) {
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

    private void run(Task task, int index, int firstBlock, int endBlock) {
        var patch = task.grid().patch(index);
        var own = scratchOfThread(task.kernel());
        var tiles = own.input.read(task, patch);
        for (int block = firstBlock; block < endBlock; block++) {
            own.output.make(task, patch, tiles, block);
        }
        Brgemm.release(task.kernel().form().factors());
    }

    /** {@return this thread's, with room for what a weight is applied to} */
    private Scratch scratchOfThread(WinogradWeight weight) {
        var form = weight.form();
        int width = weight.in() / form.lanes();
        var kept = scratch.get().get(form);
        if (kept != null && kept.width >= width) {
            return kept;
        }
        var wider = new Scratch(form, width);
        scratch.get().put(form, wider);
        return wider;
    }
}
