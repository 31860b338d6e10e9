package dev.easel.server.protocol.a1111;

import dev.easel.server.fields.Fields;
import dev.easel.server.fields.Range;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values of one request, looked at one by one. */
record Values(ObjectNode body, Fields fields) {
    Values(ObjectNode body) {
        this(body, new Fields(body));
    }

    /** {@return a text that is not empty} */
    Optional<String> name(String name) {
        return fields.name(name);
    }

    /** {@return the text, at most so long} */
    String text(String name, int most) {
        return fields.words(name, most).orElse("");
    }

    /** {@return a whole number; where it is absent the usual one, or the largest that there is} */
    int whole(String name, long least, long most, int usual) {
        return fields.number(name, Range.ofWholes(least, most))
                .map(BigDecimal::intValueExact)
                .orElse((int) Math.min(usual, most));
    }

    /** {@return a seed, below 0 for any} */
    long seed(String name, long most) {
        return fields.number(name, Range.ofWholes(-1, most))
                .map(BigDecimal::longValueExact)
                .orElse(-1L);
    }

    /** {@return a number; where it is absent the usual one, or the largest that there is} */
    double number(String name, double least, double most, double usual) {
        var range = new Range(BigDecimal.valueOf(least), BigDecimal.valueOf(most), false, 0);
        return fields.number(name, range)
                .map(BigDecimal::doubleValue)
                .orElse(Math.min(usual, most));
    }

    /** {@return true or false, which may be 1 or 0} */
    boolean truth(String name, boolean usual) {
        return body.path(name).isNumber()
                ? whole(name, 0, 1, 0) == 1
                : fields.truth(name).orElse(usual);
    }

    /** {@return the texts of a list; a text alone is a list of one} */
    List<String> texts(String name) {
        var value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (value.isString()) {
            return List.of(value.stringValue());
        }
        if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isString)) {
            throw Fields.wrong(name, "a list of strings", value);
        }
        var texts = new ArrayList<String>();
        value.forEach(text -> texts.add(text.stringValue()));
        return texts;
    }

    /** {@return the object, empty where it is absent} */
    ObjectNode object(String name) {
        var value = body.path(name);
        if (value instanceof ObjectNode object) {
            return object;
        }
        if (value.isMissingNode() || value.isNull()) {
            return body.objectNode();
        }
        throw Fields.wrong(name, "an object", value);
    }
}
