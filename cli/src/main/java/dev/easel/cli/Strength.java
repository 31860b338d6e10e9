package dev.easel.cli;

import java.math.BigDecimal;

/**
 * What users give as strength, how much of a picture stays, is the rest of what the library calls
 * denoising strength, how much of it is made anew. In decimals, so that 0.35 is 0.65's rest.
 */
final class Strength {
    private Strength() {}

    /** {@return 1 - the other one; its own inverse} */
    static double of(double strength) {
        return BigDecimal.ONE.subtract(BigDecimal.valueOf(strength)).doubleValue();
    }
}
