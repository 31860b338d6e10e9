package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.fields.Range;
import dev.easel.server.protocol.OpenApiDocument;
import dev.easel.server.protocol.OpenApiFile;
import dev.easel.server.web.PageController;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;

/**
 * The description of the service for programs, OpenAPI 3.1: written by hand, but for the request's
 * parameters, which come from the table that requests are read by.
 */
@PageController
final class OpenApiController implements OpenApiDocument {
    private static final String IMAGE =
            "A PNG, JPEG or WebP file that img2img and upscale begin from";

    private final ObjectNode document;

    OpenApiController(Parameters parameters, @Value("${easel.version}") String version)
            throws IOException {
        document = OpenApiFile.read(OpenApiController.class, version);
        var request = object(document, "/components/schemas/SdxlRequest");
        var properties = object(request, "/properties");
        parameters.all().forEach(p -> describe(p, properties.putObject(p.name())));
        properties.withObject("image").put("contentEncoding", "base64").put("description", IMAGE);
        properties.withObject("strength").put("default", Parameters.STRENGTH);
        byAction(parameters, request);
    }

    @Override
    public String protocol() {
        return Protocol.NAME;
    }

    @Override
    @GetMapping("/openapi.json")
    public JsonNode document() {
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
        parameter.maxLength().ifPresent(most -> schema.put("maxLength", most));
        if (sameForAll(parameter)) {
            parameter.ranges().values().stream().findFirst().ifPresent(r -> put(r, schema));
        } else {
            schema.put("type", "integer");
            schema.put(
                    "description",
                    "generate: %s; upscale: %s; img2img: not used"
                            .formatted(
                                    parameter.range(Action.GENERATE),
                                    parameter.range(Action.UPSCALE)));
        }
    }

    private static boolean sameForAll(Parameter parameter) {
        return parameter.ranges().values().stream().distinct().count() <= 1;
    }

    private static void put(Range range, ObjectNode schema) {
        if (range.whole()) {
            schema.put("type", "integer");
        }
        schema.put("minimum", range.least()).put("maximum", range.most());
        if (range.multiple() > 0) {
            schema.put("multipleOf", range.multiple());
        }
    }

    /** What depends on the action, as JSON Schema says it: if it is this one, then that range. */
    private static void byAction(Parameters parameters, ObjectNode request) {
        var cases = request.putArray("allOf");
        for (var action : Action.values()) {
            var rule = cases.addObject();
            rule.putObject("if")
                    .putObject("properties")
                    .putObject("action")
                    .put("const", action.wireName());
            var properties = rule.putObject("then").putObject("properties");
            parameters.all().stream()
                    .filter(parameter -> !sameForAll(parameter))
                    .forEach(p -> put(p.range(action), properties.putObject(p.name())));
        }
    }
}
