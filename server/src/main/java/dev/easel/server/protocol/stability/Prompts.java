package dev.easel.server.protocol.stability;

import dev.easel.server.fields.Fields;
import dev.easel.server.fields.Range;
import dev.easel.server.request.InvalidRequestException;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The weighted prompts of a request as the prompt and the negative prompt of the engine. Of several
 * prompts of one sign the heaviest counts in full, the others in proportion to it, in A1111's
 * notation {@code (words:0.5)}.
 */
record Prompts(String prompt, Optional<String> negativePrompt) {
    private static final String NAME = "text_prompts";
    private static final int MOST = 20;
    private static final Range WEIGHT =
            new Range(BigDecimal.valueOf(-10), BigDecimal.valueOf(10), false, 0);

    private record Weighted(String text, double weight) {}

    /**
     * {@return the prompts in a list of objects with a text and a weight}
     *
     * @param longest characters of a text
     * @throws InvalidRequestException where one of them is none
     */
    static Prompts of(JsonNode list, int longest) {
        if (!list.isArray() || list.isEmpty()) {
            throw new InvalidRequestException(
                    NAME + " must be a list of at least one object with a text and a weight");
        }
        if (list.size() > MOST) {
            throw new InvalidRequestException(
                    "%s must have at most %d entries, got %d".formatted(NAME, MOST, list.size()));
        }
        var prompts = new ArrayList<Weighted>();
        for (int i = 0; i < list.size(); i++) {
            prompts.add(prompt("%s[%d]".formatted(NAME, i), list.get(i), longest));
        }
        return new Prompts(
                joined(prompts.stream().filter(p -> p.weight() > 0).toList()),
                Optional.of(joined(prompts.stream().filter(p -> p.weight() < 0).toList()))
                        .filter(words -> !words.isEmpty()));
    }

    private static Weighted prompt(String place, JsonNode entry, int longest) {
        if (!entry.isObject()) {
            throw new InvalidRequestException(place + " must be an object with a text");
        }
        var fields = new Fields(entry);
        try {
            String text =
                    fields.text("text")
                            .orElseThrow(() -> new InvalidRequestException("text: is required"));
            int count = text.codePointCount(0, text.length());
            if (count > longest || text.indexOf(0) >= 0) {
                throw new InvalidRequestException(
                        "text must have at most %d characters, without NUL, got %d"
                                .formatted(longest, count));
            }
            double weight =
                    fields.number("weight", WEIGHT).map(BigDecimal::doubleValue).orElse(1.0);
            return new Weighted(text, weight);
        } catch (InvalidRequestException e) {
            throw new InvalidRequestException(place + ": " + e.sentence());
        }
    }

    private static String joined(List<Weighted> prompts) {
        double most = prompts.stream().mapToDouble(p -> Math.abs(p.weight())).max().orElse(1);
        return prompts.stream()
                .filter(prompt -> !prompt.text().isBlank())
                .map(prompt -> part(prompt.text(), Math.abs(prompt.weight()) / most))
                .collect(Collectors.joining(", "));
    }

    private static String part(String text, double weight) {
        return weight == 1 ? text : String.format(Locale.ROOT, "(%s:%.2f)", text, weight);
    }
}
