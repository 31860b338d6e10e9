package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.request.GenerationRequest;
import dev.easel.server.request.StoredBodyReader;

import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

/** Reads the bodies that were stored for jobs before requests had a form of their own. */
@Component
final class StoredBodies implements StoredBodyReader {
    private final RequestReader requests;

    StoredBodies(RequestReader requests) {
        this.requests = requests;
    }

    @Override
    public String protocol() {
        return Protocol.NAME;
    }

    @Override
    public GenerationRequest read(JsonNode body) {
        return requests.read(body).request();
    }
}
