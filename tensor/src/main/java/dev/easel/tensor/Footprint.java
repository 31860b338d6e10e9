package dev.easel.tensor;

/** The memory that a layer's weight may take. */
public enum Footprint {
    /**
     * As much as makes it fastest: Winograd's transformed kernels take up to four times as much.
     */
    FAST,
    /** No more than the numbers of its format, or than the blocks of a GGUF file. */
    COMPACT
}
