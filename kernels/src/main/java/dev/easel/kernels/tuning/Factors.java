package dev.easel.kernels.tuning;

/** What a layer of 8 bits multiplies: floats where bytes are no faster. */
public enum Factors {
    BYTES,
    FLOATS
}
