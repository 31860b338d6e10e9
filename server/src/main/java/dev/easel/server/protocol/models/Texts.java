package dev.easel.server.protocol.models;

import dev.easel.server.error.ApiException;

import tools.jackson.databind.node.ObjectNode;

/** Reads the texts of a body. */
final class Texts {
    private Texts() {}

    /** {@return the text of a field, which must be there} */
    static String required(ObjectNode body, String name) {
        var field = body.path(name);
        if (field.isMissingNode() || field.isNull()) {
            throw ApiException.of(400, "Missing parameters: " + name);
        }
        if (!field.isString()) {
            throw ApiException.of(400, "%s must be a text, got %s".formatted(name, kind(field)));
        }
        return field.stringValue();
    }

    private static String kind(tools.jackson.databind.JsonNode field) {
        return field.isObject() ? "an object" : field.isArray() ? "a list" : field.toString();
    }
}
