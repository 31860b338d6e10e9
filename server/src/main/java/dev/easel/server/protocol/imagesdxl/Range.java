package dev.easel.server.protocol.imagesdxl;

import java.math.BigDecimal;

/**
 * The numbers that a parameter may have.
 *
 * @param whole whether they are whole numbers
 * @param multiple of which they must be, or 0
 */
record Range(BigDecimal least, BigDecimal most, boolean whole, long multiple) {
    static Range of(double least, double most) {
        return new Range(BigDecimal.valueOf(least), BigDecimal.valueOf(most), false, 0);
    }

    static Range ofWholes(long least, long most) {
        return new Range(BigDecimal.valueOf(least), BigDecimal.valueOf(most), true, 0);
    }

    Range multipleOf(long factor) {
        return new Range(least, most, whole, factor);
    }

    boolean contains(BigDecimal number) {
        return number.compareTo(least) >= 0
                && number.compareTo(most) <= 0
                && (!whole || isMultiple(number, 1))
                && (multiple == 0 || isMultiple(number, multiple));
    }

    private static boolean isMultiple(BigDecimal number, long factor) {
        return number.remainder(BigDecimal.valueOf(factor)).signum() == 0;
    }

    /** {@return the range for messages, such as {@code a multiple of 8 from 64 to 2048}} */
    @Override
    public String toString() {
        String bounds = "from %s to %s".formatted(plain(least), plain(most));
        if (multiple > 0) {
            return "a multiple of %d %s".formatted(multiple, bounds);
        }
        return whole ? "a whole number " + bounds : bounds;
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
