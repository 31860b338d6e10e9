package dev.easel.model;

/** When a model's weights are in memory. */
public enum Residence {
    /** From loading to closing: nothing is waited for, and threads share them. */
    WHOLE,
    /**
     * One part after the other, each while it works: a picture takes as much memory as its largest
     * part, and is made while no other is. Each part is read anew for each request, and no weight
     * takes more memory than its numbers, to be faster.
     */
    BY_PART
}
