package dev.easel.server.protocol.a1111;

import dev.easel.server.protocol.OpenApiDocument;
import dev.easel.server.protocol.OpenApiFile;
import dev.easel.server.protocol.Served;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;

/**
 * The description of this protocol, written by hand, but for the fields of requests, which come
 * from the table that they are read by.
 */
@Component
@Served(Protocol.NAME)
final class OpenApi implements OpenApiDocument {
    private final ObjectNode document;

    OpenApi(GenerationReader requests, @Value("${easel.version}") String version)
            throws IOException {
        document = OpenApiFile.read(OpenApi.class, version);
        var schemas = document.withObject("components").withObject("schemas");
        describe(requests.textFields(), schemas.withObject("TextToImage"));
        describe(requests.pictureFields(), schemas.withObject("ImageToImage"));
    }

    private static void describe(FieldTable fields, ObjectNode schema) {
        var properties = schema.withObject("properties");
        for (var field : fields.defaults().properties()) {
            var property = properties.putObject(field.getKey());
            var usual = field.getValue();
            if (!usual.isNull()) {
                property.put("type", type(usual)).set("default", usual);
            }
            if (!fields.uses(field.getKey())) {
                property.put("description", "Not used; a note says so where it is set");
            }
        }
    }

    private static String type(JsonNode usual) {
        return switch (usual.getNodeType()) {
            case ARRAY -> "array";
            case BOOLEAN -> "boolean";
            case NUMBER -> usual.isIntegralNumber() ? "integer" : "number";
            case STRING -> "string";
            default -> "object";
        };
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
