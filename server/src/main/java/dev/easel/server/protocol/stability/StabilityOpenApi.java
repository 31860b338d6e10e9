package dev.easel.server.protocol.stability;

import dev.easel.server.protocol.OpenApiDocument;
import dev.easel.server.protocol.OpenApiFile;
import dev.easel.server.protocol.Served;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;

/** The description of this protocol, written by hand. */
@Component
@Served(Protocol.NAME)
final class StabilityOpenApi implements OpenApiDocument {
    private final ObjectNode document;

    StabilityOpenApi(@Value("${easel.version}") String version) throws IOException {
        document = OpenApiFile.read(StabilityOpenApi.class, version);
    }

    @Override
    public String protocol() {
        return Protocol.NAME;
    }

    @Override
    public JsonNode document() {
        return document;
    }
}
