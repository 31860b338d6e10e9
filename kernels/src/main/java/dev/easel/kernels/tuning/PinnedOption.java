package dev.easel.tensor;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ways to compute something, by their names. */
final class PinnedOption {
    private PinnedOption() {}

    static <W extends Enum<W>> Optional<W> named(Class<W> ways, String name) {
        return Arrays.stream(ways.getEnumConstants())
                .filter(way -> way.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /**
     * {@return the way that a property pins; none where it is not set, or {@code auto}}
     *
     * @throws IllegalArgumentException where it says anything else
     */
    static <W extends Enum<W>> Optional<W> pinned(Class<W> ways, String property) {
        String name = System.getProperty(property, "");
        var way = named(ways, name);
        if (way.isEmpty() && !name.isEmpty() && !name.equalsIgnoreCase("auto")) {
            throw new IllegalArgumentException(
                    "the property %s must be auto, %s, got %s"
                            .formatted(property, all(ways), name));
        }
        return way;
    }

    /** {@return for example {@code fused, padded or composed}} */
    private static <W extends Enum<W>> String all(Class<W> ways) {
        return Arrays.stream(ways.getEnumConstants())
                .map(way -> way.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "))
                .replaceFirst(", (?=[^,]*$)", " or ");
    }
}
