package dev.easel.server.request;

import tools.jackson.databind.JsonNode;

/** Reads the requests of jobs that were stored as one protocol's bodies, as version 0 was. */
public interface StoredBodyReader {
    /** {@return the name of the protocol} */
    String protocol();

    /**
     * {@return the request in a body}
     *
     * @throws InvalidRequestException where it cannot be carried out any more
     */
    GenerationRequest read(JsonNode body);
}
