package dev.easel.checkpoint;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * A JSON object of settings. A key that is absent or null is read as absent. Whatever is not as
 * asked for throws {@link CheckpointException} with the file, the key, what was found and what is
 * expected.
 */
public final class JsonConfig {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final String name;
    private final JsonNode root;

    private JsonConfig(String name, JsonNode root) {
        this.name = name;
        this.root = root;
    }

    /** {@return the object in a file} */
    public static JsonConfig read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CheckpointException(file + " is missing");
        }
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new CheckpointException(file + " cannot be read as UTF-8 text", e);
        }
    }

    /**
     * {@return the object in a text}
     *
     * @param name what messages call it
     */
    public static JsonConfig parse(String json, String name) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new CheckpointException(
                    name + " is not valid JSON: " + e.getOriginalMessage(), e);
        }
        if (!root.isObject()) {
            throw new CheckpointException(name + " must be a JSON object");
        }
        return new JsonConfig(name, root);
    }

    /** {@return the same settings but for one} */
    public JsonConfig with(String key, String value) {
        var changed = root.deepCopy();
        ((ObjectNode) changed).put(key, value);
        return new JsonConfig(name, changed);
    }

    /** {@return the same settings but for one} */
    public JsonConfig with(String key, int value) {
        var changed = root.deepCopy();
        ((ObjectNode) changed).put(key, value);
        return new JsonConfig(name, changed);
    }

    /** {@return what messages call this object} */
    public String name() {
        return name;
    }

    public boolean has(String key) {
        JsonNode node = root.path(key);
        return !node.isMissingNode() && !node.isNull();
    }

    /** {@return all keys, in the file's order} */
    public List<String> keys() {
        return List.copyOf(root.propertyNames());
    }

    public String string(String key) {
        return required(key, findString(key), "a text");
    }

    public Optional<String> findString(String key) {
        return find(key, JsonNode::isString, JsonNode::stringValue, "a text");
    }

    public int integer(String key) {
        return required(key, findInteger(key), "a whole number");
    }

    public Optional<Integer> findInteger(String key) {
        return find(key, JsonNode::canConvertToInt, JsonNode::intValue, "a whole number");
    }

    public double number(String key) {
        return required(key, findNumber(key), "a number");
    }

    public Optional<Double> findNumber(String key) {
        return find(key, JsonNode::isNumber, JsonNode::doubleValue, "a number");
    }

    public Optional<Boolean> findBoolean(String key) {
        return find(key, JsonNode::isBoolean, JsonNode::booleanValue, "true or false");
    }

    public List<Integer> integers(String key) {
        String expected = "a list of whole numbers";
        return required(
                key, list(key, JsonNode::canConvertToInt, JsonNode::intValue, expected), expected);
    }

    /** {@return a list of whole numbers of up to 64 bits} */
    public List<Long> longIntegers(String key) {
        String expected = "a list of whole numbers";
        return required(
                key,
                list(key, JsonNode::canConvertToLong, JsonNode::longValue, expected),
                expected);
    }

    public Optional<List<Double>> findNumbers(String key) {
        return list(key, JsonNode::isNumber, JsonNode::doubleValue, "a list of numbers");
    }

    public List<String> strings(String key) {
        return required(key, findStrings(key), "a list of texts");
    }

    /** {@return a list of texts, whose null entries are read as empty ones} */
    public Optional<List<String>> findStrings(String key) {
        return list(
                key,
                node -> node.isString() || node.isNull(),
                node -> node.isNull() ? "" : node.stringValue(),
                "a list of texts");
    }

    /** {@return whether the value is an object} */
    public boolean isObject(String key) {
        return root.path(key).isObject();
    }

    /** {@return whether the value is a list} */
    public boolean isList(String key) {
        return root.path(key).isArray();
    }

    public Optional<JsonConfig> findObject(String key) {
        return find(
                key,
                JsonNode::isObject,
                node -> new JsonConfig(name + ", " + key, node),
                "an object");
    }

    /** {@return every key with its whole number, in the file's order} */
    public Map<String, Integer> integerValues() {
        Map<String, Integer> values = new LinkedHashMap<>();
        root.properties()
                .forEach(entry -> {
                    if (!entry.getValue().canConvertToInt()) {
                        throw mismatch(entry.getKey(), "a whole number");
                    }
                    values.put(entry.getKey(), entry.getValue().intValue());
                });
        return values;
    }

    /** {@return every key that has a text} */
    public Map<String, String> texts() {
        Map<String, String> values = new LinkedHashMap<>();
        root.properties().stream()
                .filter(entry -> entry.getValue().isString())
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().stringValue()));
        return values;
    }

    /** {@return a whole number of at least 1, {@code otherwise} where there is none} */
    public int positive(String key, int otherwise) {
        int value = findInteger(key).orElse(otherwise);
        if (value < 1) {
            throw mismatch(key, "a whole number of at least 1");
        }
        return value;
    }

    /** {@return a list of whole numbers of at least 1, {@code otherwise} where there is none} */
    public List<Integer> positives(String key, List<Integer> otherwise) {
        List<Integer> values = has(key) ? integers(key) : otherwise;
        if (values.isEmpty() || values.stream().anyMatch(value -> value < 1)) {
            throw mismatch(key, "a list of whole numbers of at least 1");
        }
        return values;
    }

    /** Checks that settings which are not supported are absent. */
    public void requireAbsent(String... keys) {
        for (String key : keys) {
            if (has(key)) {
                throw mismatch(key, "null, the only supported value");
            }
        }
    }

    /** Checks that switches which are not supported are off or absent. */
    public void requireFalse(String... keys) {
        for (String key : keys) {
            if (has(key) && root.path(key).asBoolean(true)) {
                throw mismatch(key, "false, the only supported value");
            }
        }
    }

    /** Checks that a setting is absent or has the only value that is supported. */
    public void requireOnly(String key, String value) {
        if (!findString(key).orElse(value).equals(value)) {
            throw mismatch(key, "\"" + value + "\", the only supported value");
        }
    }

    /** Checks that a setting is absent or has the only value that is supported. */
    public void requireOnly(String key, int value) {
        if (findNumber(key).orElse((double) value) != value) {
            throw mismatch(key, value + ", the only supported value");
        }
    }

    /** {@return the exception for a key whose value is not what the model can be built with} */
    public CheckpointException mismatch(String key, String expected) {
        JsonNode found = root.path(key);
        if (found.isMissingNode()) {
            return new CheckpointException(
                    "%s: \"%s\" is missing; expected %s".formatted(name, key, expected));
        }
        String text = found.toString();
        String shown = text.length() > 80 ? text.substring(0, 80) + "..." : text;
        return new CheckpointException(
                "%s: \"%s\" is %s; expected %s".formatted(name, key, shown, expected));
    }

    private <T> T required(String key, Optional<T> value, String expected) {
        return value.orElseThrow(() -> mismatch(key, expected));
    }

    private <T> Optional<T> find(
            String key, Predicate<JsonNode> fits, Function<JsonNode, T> value, String expected) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!fits.test(root.path(key))) {
            throw mismatch(key, expected);
        }
        return Optional.of(value.apply(root.path(key)));
    }

    private <T> Optional<List<T>> list(
            String key, Predicate<JsonNode> fits, Function<JsonNode, T> value, String expected) {
        return find(
                key,
                node ->
                        node.isArray()
                                && StreamSupport.stream(node.spliterator(), false).allMatch(fits),
                node -> StreamSupport.stream(node.spliterator(), false).map(value).toList(),
                expected);
    }
}
