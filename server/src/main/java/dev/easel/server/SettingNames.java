package dev.easel.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.PropertyMatches;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The names of all settings, and what is said of a name that is none of them. */
final class SettingNames {
    private static final Logger LOG = LoggerFactory.getLogger(SettingNames.class);

    private final List<Class<?>> records;
    private final Set<String> known;

    /**
     * Collects the names.
     *
     * @param records whose components are the settings
     */
    SettingNames(Collection<Class<?>> records) {
        this.records = new ArrayList<>(records);
        this.known =
                records.stream()
                        .flatMap(type -> Stream.of(type.getRecordComponents()))
                        .map(RecordComponent::getName)
                        .map(SettingNames::plain)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** {@return a name as it is compared: in any case of letters, with or without hyphens} */
    private static String plain(String name) {
        return name.replaceFirst("\\[.*", "").replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    private boolean isKnown(String name) {
        return known.contains(plain(name));
    }

    /**
     * Refuses a name that somebody has written for a setting.
     *
     * @throws IllegalArgumentException if there is no such setting
     */
    void require(String name) {
        if (!isKnown(name)) {
            throw new IllegalArgumentException(
                    "there is no setting %s%s; docs/server.md lists all"
                            .formatted(
                                    name,
                                    nearest(name)
                                            .map(" (did you mean %s?)"::formatted)
                                            .orElse("")));
        }
    }

    /**
     * Warns of a variable that is like a setting's. Others may be anybody's: EASEL_ is not the
     * service's alone.
     *
     * @param variable such as EASEL_RATE_LIMIT
     */
    void lookAt(String variable, String name) {
        if (!isKnown(name) && !isKnown(name.replaceFirst("^server-", ""))) {
            nearest(name)
                    .ifPresent(near ->
                            LOG.warn(
                                    "The variable {} is no setting; did you mean EASEL_{}?",
                                    variable,
                                    near.toUpperCase(Locale.ROOT).replace('-', '_')));
        }
    }

    /** {@return the setting whose name differs the least, in at most a quarter of its letters} */
    private Optional<String> nearest(String name) {
        String camelCase = camelCase(name);
        return IntStream.rangeClosed(1, Math.max(1, name.length() / 4))
                .boxed()
                .flatMap(distance ->
                        records.stream().flatMap(type -> near(camelCase, type, distance)))
                .filter(this::isKnown)
                .findFirst();
    }

    private static Stream<String> near(String name, Class<?> type, int distance) {
        return Stream.of(PropertyMatches.forField(name, type, distance).getPossibleMatches())
                .map(DataObjectPropertyName::toDashedForm);
    }

    private static String camelCase(String name) {
        var parts = name.toLowerCase(Locale.ROOT).split("[-_.]+");
        return parts[0]
                + Stream.of(parts)
                        .skip(1)
                        .map(part ->
                                part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                        .collect(Collectors.joining());
    }
}
