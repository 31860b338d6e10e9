package dev.easel.server.fields;

import dev.easel.adapter.WeightedAdapter;
import dev.easel.pipeline.LoraTags;
import dev.easel.server.request.GenerationRequest.Adapters;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.GenerationRequest.Lora;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.web.Shown;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads which LoRAs a request wants: in {@code loras}, and as tags in its prompt. */
public final class LoraFields {
    /** The key of the list. */
    public static final String NAME = "loras";

    private static final int MOST = 10;
    private static final int LONGEST_NAME = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

    private static final Range WEIGHT =
            new Range(
                    BigDecimal.valueOf(-WeightedAdapter.MAX_WEIGHT),
                    BigDecimal.valueOf(WeightedAdapter.MAX_WEIGHT),
                    false,
                    0);

    private LoraFields() {}

    /**
     * {@return the drawing with what the request wants, and its prompt without tags}
     *
     * @throws InvalidRequestException where a value or a tag is wrong
     */
    public static Drawing read(Drawing drawing, JsonNode body) {
        var loras = new ArrayList<>(listed(body.path(NAME)));
        var tags = tags(drawing.prompt());
        drawing.negativePrompt()
                .filter(LoraTags::areIn)
                .ifPresent(_ -> {
                    throw new InvalidRequestException(
                            "negative_prompt must name no LoRA: it changes the model for both"
                                    + " prompts");
                });
        tags.tags()
                .forEach(tag ->
                        loras.add(
                                lora(
                                        "a LoRA in prompt",
                                        tag.name(),
                                        tag.weight(),
                                        tag.textWeight())));
        if (loras.size() > MOST) {
            throw new InvalidRequestException(
                    "loras must have at most %d entries, with those in prompt, got %d"
                            .formatted(MOST, loras.size()));
        }
        return drawing.withPrompts(tags.prompt(), drawing.negativePrompt())
                .withAdapters(new Adapters(loras, true));
    }

    /** {@return what the client should know where tags are words} */
    public static Optional<String> note(Drawing drawing) {
        return Stream.concat(Stream.of(drawing.prompt()), drawing.negativePrompt().stream())
                .filter(LoraTags::areIn)
                .findFirst()
                .map(_ -> "<lora:...> in a prompt is drawn as words: this server takes no LoRAs");
    }

    private static LoraTags tags(String prompt) {
        try {
            return LoraTags.of(prompt);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("prompt: " + e.getMessage());
        }
    }

    /**
     * {@return what a request lists, without the tags of its prompt}
     *
     * @throws InvalidRequestException where a value is wrong
     */
    static List<Lora> of(JsonNode body) {
        return listed(body.path(NAME));
    }

    private static List<Lora> listed(JsonNode list) {
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        boolean ofObjects = list.isArray() && list.valueStream().allMatch(JsonNode::isObject);
        if (!ofObjects) {
            throw Fields.wrong(NAME, "a list of objects with a name and a weight", list);
        }
        var loras = new ArrayList<Lora>();
        for (int i = 0; i < list.size(); i++) {
            loras.add(entry("loras[%d]".formatted(i), list.get(i)));
        }
        return loras;
    }

    /** Values are called as messages call them. */
    private static Lora entry(String place, JsonNode entry) {
        String name = place + ".name";
        String weight = place + ".weight";
        var values = JsonMapper.shared().createObjectNode();
        entry.optional("name").ifPresent(value -> values.set(name, value));
        entry.optional("weight").ifPresent(value -> values.set(weight, value));
        var fields = new Fields(values);
        double given = fields.number(weight, WEIGHT).map(BigDecimal::doubleValue).orElse(1.0);
        return lora(
                name,
                fields.name(name)
                        .orElseThrow(() -> new InvalidRequestException(name + " is required")),
                given,
                given);
    }

    private static Lora lora(String field, String name, double weight, double textWeight) {
        if (name.length() > LONGEST_NAME || UNPRINTABLE.matcher(name).find()) {
            throw new InvalidRequestException(
                    "%s must have at most %d printable characters, got %s"
                            .formatted(field, LONGEST_NAME, Shown.of(name)));
        }
        Stream.of(weight, textWeight)
                .filter(value -> !WEIGHT.contains(BigDecimal.valueOf(value)))
                .findFirst()
                .ifPresent(value -> {
                    throw Fields.wrong(
                            "the weight of " + field, WEIGHT.toString(), String.valueOf(value));
                });
        return new Lora(name, weight, textWeight);
    }
}
