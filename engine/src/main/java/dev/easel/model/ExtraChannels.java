package dev.easel.model;

/** What the backbone of a model sees behind the channels of the latents. */
public enum ExtraChannels {
    /** Nothing. */
    NONE,
    /** How near each position is, one channel (SD 2 depth). */
    DEPTH,
    /** A mask, and the latents of what it leaves of a picture (inpainting models). */
    MASK
}
