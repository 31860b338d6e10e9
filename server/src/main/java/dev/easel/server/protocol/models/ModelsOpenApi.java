package dev.easel.server.protocol.models;

import dev.easel.server.protocol.OpenApiDocument;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;

/** The description of these addresses, written by hand. */
@Component
final class ModelsOpenApi implements OpenApiDocument {
    private final ObjectNode document;

    ModelsOpenApi(@Value("${easel.version}") String version) throws IOException {
        try (var in = new ClassPathResource("openapi.json", ModelsOpenApi.class).getInputStream()) {
            document = (ObjectNode) JsonMapper.shared().readTree(in);
        }
        document.withObject("info").put("version", version);
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
