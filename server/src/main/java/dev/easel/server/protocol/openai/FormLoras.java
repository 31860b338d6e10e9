package dev.easel.server.protocol.openai;

import dev.easel.server.fields.Fields;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.web.Multipart;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The LoRAs of a form, which has no lists: they are JSON in one field, or taken apart as OpenAI's
 * clients do it, into {@code loras[][name]} and {@code loras[][weight]}. The client for Python
 * sends all names before all weights.
 */
final class FormLoras {
    private static final String NAME = "loras";
    private static final Pattern PART = Pattern.compile(NAME + "\\[(\\d{0,3})]\\[(name|weight)]");

    private final Map<String, ObjectNode> entries = new LinkedHashMap<>();
    private int names;
    private int weights;

    private FormLoras() {}

    /**
     * {@return the fields of a form with its LoRAs as JSON has them}
     *
     * @throws InvalidRequestException where they are none
     */
    static ObjectNode in(ObjectNode fields, Multipart form) {
        var loras = new FormLoras();
        form.parts().forEach(part -> loras.take(part, fields));
        if (loras.entries.isEmpty()) {
            return ofText(fields);
        }
        if (loras.weights != 0 && loras.weights != loras.names) {
            throw new InvalidRequestException(
                    "loras[][weight] must be there for each of %d loras[][name] or for none, got %d"
                            .formatted(loras.names, loras.weights));
        }
        fields.putArray(NAME).addAll(loras.entries.values());
        return fields;
    }

    private void take(Multipart.Part part, ObjectNode fields) {
        var found = PART.matcher(part.name());
        if (found.matches()) {
            boolean isName = found.group(2).equals("name");
            String number = found.group(1);
            if (number.isEmpty()) {
                number = "the next: " + (isName ? names++ : weights++);
            }
            entries.computeIfAbsent(number, _ -> JsonMapper.shared().createObjectNode())
                    .put(found.group(2), part.text());
            fields.remove(part.name());
        }
    }

    private static ObjectNode ofText(ObjectNode fields) {
        String text = fields.path(NAME).asString("");
        if (text.isBlank()) {
            fields.remove(NAME);
            return fields;
        }
        try {
            fields.set(NAME, JsonMapper.shared().readTree(text));
            return fields;
        } catch (JacksonException e) {
            throw Fields.wrong(NAME, "a list of objects with a name and a weight, as JSON", text);
        }
    }
}
