package dev.easel.server.protocol;

import tools.jackson.databind.JsonNode;

/** The description of one protocol for programs: OpenAPI 3.1. */
public interface OpenApiDocument {
    /** {@return the name of the protocol} */
    String protocol();

    /** {@return the description} */
    JsonNode document();
}
