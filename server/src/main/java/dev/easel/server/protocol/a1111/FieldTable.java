package dev.easel.server.protocol.a1111;

import dev.easel.server.web.Shown;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of a kind of request, from {@code fields.json}: what each is where it is absent. Some
 * are read; some change no picture; the rest A1111 uses and Easel does not, which is told where
 * they are set to something.
 */
final class FieldTable {
    private static final int MOST_NOTES = 8;

    /** What A1111's pages send for fields that nobody has set. */
    private static final Set<String> NOTHING =
            Set.of(
                    "",
                    "None",
                    "Automatic",
                    "Use same checkpoint",
                    "Use same sampler",
                    "Use same scheduler");

    private final ObjectNode defaults = JsonMapper.shared().createObjectNode();
    private final Set<String> unused = new TreeSet<>();

    private FieldTable(JsonNode... groups) {
        for (var group : groups) {
            for (String use : List.of("read", "silent", "unused")) {
                group.path(use).properties().forEach(e -> defaults.set(e.getKey(), e.getValue()));
            }
            unused.addAll(group.path("unused").propertyNames());
        }
    }

    /** {@return the fields of a kind, {@code txt2img} or {@code img2img}} */
    static FieldTable of(String kind) {
        try (var in = FieldTable.class.getResourceAsStream("fields.json")) {
            var all = JsonMapper.shared().readTree(in);
            return new FieldTable(all.path("both"), all.path(kind));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource fields.json", e);
        }
    }

    /** {@return a copy of what all fields are where they are absent} */
    ObjectNode defaults() {
        return defaults.deepCopy();
    }

    /** {@return whether a field changes something, or nothing is lost by its having no effect} */
    boolean uses(String name) {
        return !unused.contains(name);
    }

    /** {@return all fields as a request has them} */
    ObjectNode settled(ObjectNode body) {
        var settled = defaults();
        for (String name : defaults.propertyNames()) {
            value(body, name).ifPresent(value -> settled.set(name, value));
        }
        return settled;
    }

    /** {@return what of a request is not used, in words for people} */
    List<String> notes(ObjectNode body) {
        var notes = new ArrayList<String>();
        for (String name : body.propertyNames()) {
            if (!defaults.has(name)) {
                notes.add("unknown parameter %s is ignored".formatted(Shown.of(name)));
            } else if (unused.contains(name) && isSet(body, name)) {
                notes.add(name + " is not used");
            }
        }
        return List.copyOf(notes.subList(0, Math.min(notes.size(), MOST_NOTES)));
    }

    private boolean isSet(ObjectNode body, String name) {
        return value(body, name)
                .filter(value -> !isNothing(value) && !same(value, defaults.path(name)))
                .isPresent();
    }

    private static Optional<JsonNode> value(ObjectNode body, String name) {
        @Nullable JsonNode value = body.get(name);
        return Optional.ofNullable(value).filter(v -> !v.isNull());
    }

    private static boolean isNothing(JsonNode value) {
        return value.isString()
                ? NOTHING.contains(value.stringValue())
                : (value.isContainer() && value.isEmpty());
    }

    private static boolean same(JsonNode value, JsonNode usual) {
        return (value.isNumber() && usual.isNumber())
                ? value.doubleValue() == usual.doubleValue()
                : value.equals(usual);
    }
}
