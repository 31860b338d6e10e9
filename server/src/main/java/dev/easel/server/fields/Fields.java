package dev.easel.server.fields;

import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.web.Shown;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the values of a request. Absent, null and empty are the same; numbers may be strings, as
 * the bodies of forms need it. Each complaint names the field, what came and what is allowed.
 */
public record Fields(JsonNode body) {
    private static final List<String> TRUTHS = List.of("true", "false");

    /** No number of a request needs more digits; longer ones would only take time. */
    private static final int MOST_DIGITS = 40;

    private static final int MOST_NOTES = 8;

    /** {@return the text, which may be empty; absent and null are empty too} */
    public Optional<String> text(String name) {
        return value(name)
                .map(value -> {
                    if (!value.isString()) {
                        throw wrong(name, "a string", value);
                    }
                    return value.stringValue();
                });
    }

    /**
     * {@return a text that a model may be given}
     *
     * @param most characters that it may have
     * @throws InvalidRequestException where it is longer, or has the character NUL
     */
    public Optional<String> words(String name, int most) {
        var text = text(name);
        text.ifPresent(given -> {
            int count = given.codePointCount(0, given.length());
            if (count > most) {
                throw new InvalidRequestException(
                        "%s must have at most %d characters, got %d".formatted(name, most, count));
            }
            if (given.indexOf(0) >= 0) {
                throw new InvalidRequestException(
                        name + " must be text, got the character NUL in it");
            }
        });
        return text;
    }

    /** {@return a text that is not empty} */
    public Optional<String> name(String name) {
        return text(name).filter(text -> !text.isEmpty());
    }

    /**
     * {@return one of some names}
     *
     * @throws InvalidRequestException for any other
     */
    public Optional<String> oneOf(String name, List<String> options) {
        return name(name)
                .map(text -> {
                    if (!options.contains(text)) {
                        throw wrong(name, "one of " + String.join(", ", options), text);
                    }
                    return text;
                });
    }

    /**
     * {@return true or false}
     *
     * @throws InvalidRequestException where it is something else
     */
    public Optional<Boolean> truth(String name) {
        return value(name)
                .filter(value -> !isEmpty(value))
                .map(value -> {
                    String text = value.asString("").strip();
                    if (!TRUTHS.contains(text) || !(value.isBoolean() || value.isString())) {
                        throw wrong(name, "true or false", value);
                    }
                    return text.equals("true");
                });
    }

    /** {@return a number within a range; 30.0 is a whole one} */
    public Optional<BigDecimal> number(String name, Range range) {
        return value(name)
                .filter(value -> !isEmpty(value))
                .map(value -> {
                    var number = parse(value).filter(range::contains);
                    return number.orElseThrow(() -> wrong(name, range.toString(), value));
                });
    }

    /**
     * {@return notes of what a request has and nobody knows, in words for people, a few at most}
     */
    public List<String> unknown(Predicate<String> known) {
        return body.propertyNames().stream()
                .filter(known.negate())
                .limit(MOST_NOTES)
                .map(name -> "unknown parameter %s is ignored".formatted(Shown.of(name)))
                .toList();
    }

    public static InvalidRequestException wrong(String name, String allowed, JsonNode value) {
        return wrong(name, allowed, value.isString() ? value.stringValue() : value.toString());
    }

    public static InvalidRequestException wrong(String name, String allowed, String found) {
        return new InvalidRequestException(
                "%s must be %s, got %s".formatted(name, allowed, Shown.of(found)));
    }

    private Optional<JsonNode> value(String name) {
        @Nullable JsonNode value = body.get(name);
        return Optional.ofNullable(value).filter(v -> !v.isNull());
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isString() && value.stringValue().isBlank();
    }

    private static Optional<BigDecimal> parse(JsonNode value) {
        if (!(value.isNumber() || value.isString())) {
            return Optional.empty();
        }
        String text = value.isString() ? value.stringValue().strip() : value.asString();
        if (text.length() > MOST_DIGITS) {
            return Optional.empty();
        }
        try {
            var number = new BigDecimal(text);
            // 1e999999999 has a short text; as a plain number it fills the memory
            return Math.abs((long) number.scale()) > MOST_DIGITS
                    ? Optional.empty()
                    : Optional.of(number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
