package dev.easel.kernels.winograd;

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
        MemorySegment to) {}
