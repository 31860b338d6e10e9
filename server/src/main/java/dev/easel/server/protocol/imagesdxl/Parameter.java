package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.fields.Range;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A parameter of the API, as its page describes it, with what this server takes.
 *
 * @param type string, number or boolean
 * @param options the values that it may have; empty where any may be
 * @param defaultValue a string, a number or a boolean; told where the page tells it
 * @param ranges of a number, for each action
 * @param maxLength of a text
 */
record Parameter(
        String name,
        String type,
        boolean required,
        Optional<String> description,
        List<String> options,
        Optional<Object> defaultValue,
        Map<Action, Range> ranges,
        OptionalInt maxLength) {
    static Parameter of(String name, String type) {
        return new Parameter(
                name,
                type,
                false,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Map.of(),
                OptionalInt.empty());
    }

    Parameter asRequired() {
        return new Parameter(
                name, type, true, description, options, defaultValue, ranges, maxLength);
    }

    Parameter describedAs(String text) {
        return new Parameter(
                name, type, required, Optional.of(text), options, defaultValue, ranges, maxLength);
    }

    Parameter oneOf(List<String> values) {
        return new Parameter(
                name, type, required, description, values, defaultValue, ranges, maxLength);
    }

    Parameter orElse(Object value) {
        return new Parameter(
                name, type, required, description, options, Optional.of(value), ranges, maxLength);
    }

    Parameter within(Range range) {
        return within(Map.of(Action.GENERATE, range, Action.IMG2IMG, range, Action.UPSCALE, range));
    }

    Parameter within(Map<Action, Range> other) {
        return new Parameter(
                name, type, required, description, options, defaultValue, other, maxLength);
    }

    Parameter upTo(int characters) {
        return new Parameter(
                name,
                type,
                required,
                description,
                options,
                defaultValue,
                ranges,
                OptionalInt.of(characters));
    }

    /**
     * {@return the numbers that it may have}
     *
     * @throws IllegalArgumentException where it is no number
     */
    Range range(Action action) {
        return Optional.ofNullable(ranges.get(action))
                .orElseThrow(() -> new IllegalArgumentException(name + " is no number"));
    }
}
