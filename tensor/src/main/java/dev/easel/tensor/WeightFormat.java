package dev.easel.tensor;

/** The numbers that a layer multiplies with. */
public enum WeightFormat {
    /** The floats of the weight's own dtype. */
    FLOAT,
    /**
     * Integers of 8 bits, with a scale for each output; activations are rounded too, with a scale
     * for the whole tensor. A layer that is no faster so keeps its floats, unless they take more
     * memory than its {@link Footprint} allows.
     */
    INT8
}
