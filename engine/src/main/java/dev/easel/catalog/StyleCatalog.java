package dev.easel.catalog;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Finds styles by id; immutable. */
public final class StyleCatalog {
    private static final String BUILT_IN = "styles.json";

    /** The API's documents call the same style by both names. */
    private static final Map<String, String> OTHER_NAMES = Map.of("tile-texture", "title-texture");

    private final SequencedMap<String, Style> styles = new LinkedHashMap<>();

    StyleCatalog(List<Style> styles) {
        styles.forEach(style -> this.styles.put(style.id(), style));
    }

    /** The styles that come with the engine. */
    public static StyleCatalog builtIn() {
        try (var in = StyleCatalog.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + BUILT_IN + " is missing");
            }
            return read(in, BUILT_IN);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + BUILT_IN, e);
        }
    }

    /** Reads {@code {"id": {"prompt": template, "negative_prompt": words}}}. */
    static StyleCatalog read(InputStream json, String source) {
        try {
            var styles = JsonMapper.shared().readTree(json).properties().stream();
            return new StyleCatalog(
                    styles.map(e -> style(e.getKey(), e.getValue(), source)).toList());
        } catch (JacksonException e) {
            throw new IllegalArgumentException(source + " is not JSON", e);
        }
    }

    private static Style style(String id, JsonNode body, String source) {
        return new Style(
                id, words(body, id, "prompt", source), words(body, id, "negative_prompt", source));
    }

    private static String words(JsonNode body, String id, String field, String source) {
        var value = body.path(field);
        if (!value.isString()) {
            throw new IllegalArgumentException(
                    source + ": " + field + " of style \"" + id + "\" must be a string");
        }
        return value.stringValue();
    }

    /**
     * The style of this id; {@code tile-texture} is {@code title-texture}.
     *
     * @throws IllegalArgumentException if there is none; the sentence lists those there are
     */
    public Style get(String id) {
        return find(id).orElseThrow(() ->
                new IllegalArgumentException(
                        "unknown style \"%s\" (nearest: %s), expected one of %s"
                                .formatted(id, nearest(id), String.join(", ", styles.keySet()))));
    }

    /** {@return the style of this id, which may be {@code tile-texture} for title-texture} */
    public Optional<Style> find(String id) {
        return Optional.ofNullable(styles.get(OTHER_NAMES.getOrDefault(id, id)));
    }

    /** {@return all styles in the order of their file} */
    public List<Style> all() {
        return List.copyOf(styles.values());
    }

    private String nearest(String id) {
        return styles.keySet().stream()
                .min(Comparator.comparingInt(known -> EditDistance.between(id, known)))
                .orElse("none");
    }
}
