package dev.easel.server.protocol.imagesdxl;

import java.util.List;
import java.util.Optional;

/**
 * A parameter of the API, as its page describes it.
 *
 * @param type string, number or boolean
 * @param options the values that it may have; empty where any may be
 * @param defaultValue a string, a number or a boolean
 */
public record Parameter(
        String name,
        String type,
        boolean required,
        Optional<String> description,
        List<String> options,
        Optional<Object> defaultValue) {

    static Parameter of(String name, String type) {
        return new Parameter(name, type, false, Optional.empty(), List.of(), Optional.empty());
    }

    Parameter asRequired() {
        return new Parameter(name, type, true, description, options, defaultValue);
    }

    Parameter describedAs(String text) {
        return new Parameter(name, type, required, Optional.of(text), options, defaultValue);
    }

    Parameter oneOf(List<String> values) {
        return new Parameter(name, type, required, description, values, defaultValue);
    }

    Parameter orElse(Object value) {
        return new Parameter(name, type, required, description, options, Optional.of(value));
    }
}
