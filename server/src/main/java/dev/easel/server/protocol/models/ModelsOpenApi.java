package dev.easel.server.protocol.models;

import dev.easel.server.protocol.OpenApiDocument;
import dev.easel.server.protocol.OpenApiFile;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;

/** The description of these addresses, written by hand. */
@Component
final class ModelsOpenApi implements OpenApiDocument {
    private final ObjectNode document;

    ModelsOpenApi(@Value("${easel.version}") String version) throws IOException {
        document = OpenApiFile.read(ModelsOpenApi.class, version);
    }

    @Override
    public String protocol() {
        return "models";
    }

    @Override
    public JsonNode document() {
        return document;
    }
}
