package dev.easel.server.protocol.mcp;

import dev.easel.server.fields.Range;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An argument of a tool: how it is read, and how it is described to the assistant.
 *
 * @param description for the assistant, which reads nothing else about it
 */
record Parameter(String name, String description, Kind kind) {
    /** What values it has. */
    sealed interface Kind {
        /** Of a number of characters. */
        record Text(int mostCharacters) implements Kind {}

        /** One of some names. */
        record Name(List<String> options) implements Kind {}

        /** A number. */
        record Amount(Range range) implements Kind {}

        /** A picture as text. */
        record Picture() implements Kind {}

        /** An object of further arguments. */
        record Group(List<Parameter> members) implements Kind {}

        /** A list of such objects. */
        record Groups(List<Parameter> members, int most) implements Kind {}
    }

    Range range() {
        return switch (kind) {
            case Kind.Amount number -> number.range();
            case Kind.Text _, Kind.Name _, Kind.Picture _, Kind.Group _, Kind.Groups _ ->
                    throw new IllegalStateException(name + " is no number");
        };
    }

    List<String> options() {
        return kind instanceof Kind.Name(var options) ? options : List.of();
    }

    /** {@return it as JSON Schema} */
    Map<String, Object> schema() {
        var schema = new LinkedHashMap<String, Object>();
        switch (kind) {
            case Kind.Text(int most) -> {
                schema.put("type", "string");
                schema.put("maxLength", most);
            }
            case Kind.Name(var options) -> {
                schema.put("type", "string");
                schema.put("enum", options);
            }
            case Kind.Amount(var range) -> putNumber(schema, range);
            case Kind.Picture _ -> schema.put("type", "string");
            case Kind.Group(var members) -> schema.putAll(object(members, List.of()));
            case Kind.Groups(var members, int most) -> {
                schema.put("type", "array");
                schema.put("maxItems", most);
                schema.put("items", object(members, List.of(members.getFirst().name())));
            }
        }
        schema.put("description", description);
        return schema;
    }

    private static void putNumber(Map<String, Object> schema, Range range) {
        schema.put("type", range.whole() ? "integer" : "number");
        schema.put("minimum", plain(range.least(), range.whole()));
        schema.put("maximum", plain(range.most(), range.whole()));
        if (range.multiple() > 1) {
            schema.put("multipleOf", range.multiple());
        }
    }

    private static Number plain(BigDecimal number, boolean whole) {
        return whole ? (Number) number.longValueExact() : (Number) number;
    }

    /** {@return an object with these members as JSON Schema} */
    static Map<String, Object> object(List<Parameter> members, List<String> required) {
        var properties = new LinkedHashMap<String, Object>();
        members.forEach(member -> properties.put(member.name(), member.schema()));
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }
}
