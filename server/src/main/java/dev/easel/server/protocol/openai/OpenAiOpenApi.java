package dev.easel.server.protocol.openai;

import dev.easel.server.protocol.OpenApiDocument;
import dev.easel.server.protocol.Served;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;

/** The description of this protocol, written by hand. */
@Component
@Served(Protocol.NAME)
final class OpenAiOpenApi implements OpenApiDocument {
    private final ObjectNode document;

    OpenAiOpenApi(@Value("${easel.version}") String version) throws IOException {
        try (var in = new ClassPathResource("openapi.json", OpenAiOpenApi.class).getInputStream()) {
            document = (ObjectNode) JsonMapper.shared().readTree(in);
        }
        document.withObject("info").put("version", version);
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
