package dev.easel.server.protocol.jobs;

import dev.easel.server.protocol.OpenApiDocument;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;

/** The description of this protocol, written by hand. */
@Component
final class JobsOpenApi implements OpenApiDocument {
    private final ObjectNode document;

    JobsOpenApi(@Value("${easel.version}") String version) throws IOException {
        try (var in = new ClassPathResource("openapi.json", JobsOpenApi.class).getInputStream()) {
            document = (ObjectNode) JsonMapper.shared().readTree(in);
        }
        document.withObject("info").put("version", version);
    }

    @Override
    public String protocol() {
        return RequestReader.PROTOCOL;
    }

    @Override
    public JsonNode document() {
        return document;
    }
}
