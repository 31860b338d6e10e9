package dev.easel.server.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of money.
 *
 * @param amount US dollars, not negative, rounded half-up to 6 places
 */
public record Usd(BigDecimal amount) implements Comparable<Usd> {
    static final int SCALE = 6;

    /** Nothing. */
    public static final Usd ZERO = new Usd(BigDecimal.ZERO);

    public Usd {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException(
                    "an amount in US dollars must not be negative, got " + amount);
        }
        amount = amount.setScale(SCALE, RoundingMode.HALF_UP);
    }

    /** {@return an amount, rounded} */
    public static Usd of(BigDecimal amount) {
        return new Usd(amount);
    }

    /** {@return an amount, such as {@code 0.002}, rounded} */
    public static Usd of(String amount) {
        return new Usd(new BigDecimal(amount));
    }

    /** {@return both together} */
    public Usd plus(Usd other) {
        return new Usd(amount.add(other.amount));
    }

    /** {@return this amount times a factor, rounded} */
    public Usd times(BigDecimal factor) {
        return new Usd(amount.multiply(factor));
    }

    @Override
    public int compareTo(Usd other) {
        return amount.compareTo(other.amount);
    }

    @Override
    public String toString() {
        return amount.toPlainString();
    }
}
