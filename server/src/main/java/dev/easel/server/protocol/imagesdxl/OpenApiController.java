package dev.easel.server.protocol.imagesdxl;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.Map;

/**
 * The description of the service for programs, OpenAPI 3.1: written by hand, but for the request's
 * parameters, which come from their table and the limits of this server.
 */
@RestController
final class OpenApiController {
    private static final String IMAGE =
            "A PNG, JPEG or WebP file that img2img and upscale begin from";

    private final ObjectNode document;

    OpenApiController(LimitSettings limits, @Value("${easel.version}") String version)
            throws IOException {
        try (var in =
                new ClassPathResource("openapi.json", OpenApiController.class).getInputStream()) {
            document = (ObjectNode) JsonMapper.shared().readTree(in);
        }
        object(document, "/info").put("version", version);
        var properties = object(document, "/components/schemas/SdxlRequest/properties");
        var ranges = ranges(limits);
        Parameters.ALL.forEach(parameter -> {
            var schema = properties.putObject(parameter.name());
            describe(parameter, schema);
            ranges.getOrDefault(parameter.name(), Map.of()).forEach(schema::putPOJO);
        });
    }

    @GetMapping("/openapi.json")
    JsonNode document() {
        return document;
    }

    private static ObjectNode object(JsonNode node, String pointer) {
        return (ObjectNode) node.at(pointer);
    }

    private static void describe(Parameter parameter, ObjectNode schema) {
        schema.put("type", parameter.type());
        parameter.description().ifPresent(text -> schema.put("description", text));
        if (!parameter.options().isEmpty()) {
            var options = schema.putArray("enum");
            parameter.options().forEach(options::add);
        }
        parameter.defaultValue().ifPresent(value -> schema.putPOJO("default", value));
    }

    private static Map<String, Map<String, Object>> ranges(LimitSettings limits) {
        Map<String, Object> side =
                Map.of(
                        "type",
                        "integer",
                        "minimum",
                        64,
                        "maximum",
                        limits.maxSide(),
                        "multipleOf",
                        8);
        return Map.of(
                "prompt", Map.of("maxLength", limits.maxPrompt()),
                "negative_prompt", Map.of("maxLength", limits.maxPrompt()),
                "image", Map.of("contentEncoding", "base64", "description", IMAGE),
                "width", side,
                "height", side,
                "steps", Map.of("type", "integer", "minimum", 1, "maximum", limits.maxSteps()),
                "number", Map.of("type", "integer", "minimum", 1, "maximum", limits.maxNumber()),
                "cfg_scale", Map.of("minimum", 0, "maximum", limits.maxCfgScale()),
                "seed", Map.of("type", "integer", "minimum", 0, "maximum", (1L << 53) - 1),
                "strength", Map.of("minimum", 0, "maximum", 1, "default", 0.35));
    }
}
