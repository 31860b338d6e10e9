package dev.easel.server.protocol.openai;

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
final class OpenAiOpenApi implements OpenApiDocument {
    private final ObjectNode document;

    OpenAiOpenApi(@Value("${easel.version}") String version) throws IOException {
        document = OpenApiFile.read(OpenAiOpenApi.class, version);
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
