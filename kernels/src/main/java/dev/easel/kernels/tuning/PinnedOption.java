package dev.easel.kernels.tuning;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** A constant of an enum, chosen by its name: in a property, or in the file of a tuning cache. */
final class PinnedOption {
    private PinnedOption() {}

    static <E extends Enum<E>> Optional<E> named(Class<E> options, String name) {
        return Arrays.stream(options.getEnumConstants())
                .filter(option -> option.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /**
     * {@return the option that a property pins; none where it is not set, or {@code auto}}
     *
     * @throws IllegalArgumentException where it says anything else
     */
    static <E extends Enum<E>> Optional<E> pinned(
            Class<E> options, String property, Properties properties) {
        String name = properties.getProperty(property, "");
        var option = named(options, name);
        if (option.isEmpty() && !name.isEmpty() && !name.equalsIgnoreCase("auto")) {
            throw new IllegalArgumentException(
                    "the property %s must be auto, %s, got %s"
                            .formatted(property, all(options), name));
        }
        return option;
    }

    /** {@return for example {@code fused, streamed or tiled}} */
    private static <E extends Enum<E>> String all(Class<E> options) {
        return Arrays.stream(options.getEnumConstants())
                .map(option -> option.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "))
                .replaceFirst(", (?=[^,]*$)", " or ");
    }
}
