package dev.easel.kernels.winograd;

import dev.easel.kernels.brgemm.Brgemm;
import dev.easel.kernels.winograd.TileGrid.Patch;
import dev.easel.tensor.ComputeThreads;

import java.lang.foreign.MemorySegment;

/**
 * A convolution to be done by Winograd's filtering.
 *
 * @param bias [out] in float32
 * @param from [batch, height, width, in] in the kernel's type
 * @param to [batch, height, width, out] in the same
 */
record WinogradTask(
        TileGrid grid,
        WinogradWeight kernel,
        MemorySegment bias,
        MemorySegment from,
        MemorySegment to) {

    /** Patches for each thread from which on it hardly matters that one has a patch more. */
    private static final int MANY = 8;

    /** Does it on several threads at once, and waits for the last. */
    void run(WinogradContext context) {
        int patches = grid.patches();
        int shares = shares(patches, ComputeThreads.get());
        int blocks = kernel.blocks();
        context.pool()
                .each(
                        patches * shares,
                        i -> {
                            int share = i % shares;
                            run(
                                    context,
                                    grid.patch(i / shares),
                                    share * blocks / shares,
                                    (share + 1) * blocks / shares);
                        });
    }

    /**
     * {@return by how many threads the blocks of a patch are shared} Each of them has to read the
     * patch, so this is more than one only where some would have nothing to do for long.
     */
    private int shares(int patches, int threads) {
        boolean even = patches % threads == 0 || patches > threads * MANY;
        return even ? 1 : Math.min(threads, kernel.blocks());
    }

    private void run(WinogradContext context, Patch patch, int firstBlock, int endBlock) {
        var output = context.outputOf(kernel.form());
        var tiles = context.inputOf(kernel).read(this, patch);
        for (int block = firstBlock; block < endBlock; block++) {
            output.make(this, patch, tiles, block);
        }
        Brgemm.release(kernel.form().factors());
    }
}
