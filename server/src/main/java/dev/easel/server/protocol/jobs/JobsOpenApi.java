package dev.easel.server.protocol.jobs;

import dev.easel.server.protocol.OpenApiDocument;
import dev.easel.server.protocol.OpenApiFile;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;

/** The description of this protocol, written by hand. */
@Component
final class JobsOpenApi implements OpenApiDocument {
    private final ObjectNode document;

    JobsOpenApi(@Value("${easel.version}") String version) throws IOException {
        document = OpenApiFile.read(JobsOpenApi.class, version);
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
