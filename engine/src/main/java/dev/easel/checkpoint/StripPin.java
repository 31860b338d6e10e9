package dev.easel.checkpoint;

import java.util.OptionalInt;

/** The property {@code easel.strips}: a number of rows into which all feature maps are divided. */
final class StripPin {
    private static final String PROPERTY = "easel.strips";

    private StripPin() {}

    /**
     * {@return the rows; nothing where the property is absent or {@code auto}}
     *
     * @throws IllegalArgumentException where it is neither
     */
    static OptionalInt ofProcess() {
        return of(System.getProperty(PROPERTY, ""));
    }

    static OptionalInt of(String rows) {
        if (rows.isEmpty() || rows.equalsIgnoreCase("auto")) {
            return OptionalInt.empty();
        }
        if (!rows.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(
                    "the property %s must be auto or a number of rows, got %s"
                            .formatted(PROPERTY, rows));
        }
        return OptionalInt.of(Integer.parseInt(rows));
    }
}
