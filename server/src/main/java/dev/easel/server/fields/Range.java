package dev.easel.server.fields;

import dev.easel.pipeline.ParameterRange;

import java.math.BigDecimal;

/**
 * The numbers that a parameter may have.
 *
 * @param whole whether they are whole numbers
 * @param multiple of which they must be, or 0
 */
public record Range(BigDecimal least, BigDecimal most, boolean whole, long multiple) {
    public static Range ofWholes(long least, long most) {
        return new Range(BigDecimal.valueOf(least), BigDecimal.valueOf(most), true, 0);
    }

    /** {@return the numbers that the engine takes} */
    public static Range of(ParameterRange range) {
        boolean whole = range.multiple() > 0;
        return new Range(
                number(range.least(), whole),
                number(range.most(), whole),
                whole,
                range.multiple() > 1 ? range.multiple() : 0);
    }

    /** {@return those of them that this service takes} */
    public Range upTo(double limit) {
        return new Range(least, most.min(number(limit, whole)), whole, multiple);
    }

    /** Whole ones without a fraction, as the descriptions show them. */
    private static BigDecimal number(double value, boolean whole) {
        return whole ? BigDecimal.valueOf((long) value) : BigDecimal.valueOf(value);
    }

    public boolean contains(BigDecimal number) {
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
