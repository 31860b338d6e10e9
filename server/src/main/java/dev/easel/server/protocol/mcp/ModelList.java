package dev.easel.server.protocol.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The answer of the tool that lists models. */
final class ModelList {
    private ModelList() {}

    static Map<String, Object> schema() {
        var model = new LinkedHashMap<String, Object>();
        model.put("name", Map.of("type", "string"));
        model.put("width", Map.of("type", "integer"));
        model.put("height", Map.of("type", "integer"));
        model.put("steps", Map.of("type", "integer"));
        model.put("cfg_scale", Map.of("type", "number"));
        model.put("sampler", Map.of("type", "string"));
        model.put("about", Map.of("type", "string"));
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of(
                        "models",
                        Map.of(
                                "type",
                                "array",
                                "items",
                                Map.of(
                                        "type",
                                        "object",
                                        "properties",
                                        model,
                                        "required",
                                        List.of("name"))),
                        "default",
                        Map.of("type", "string")),
                "required",
                List.of("models", "default"));
    }

    static CallToolResult of(List<ModelCard> models) {
        String usual = models.getFirst().name();
        String lines = models.stream().map(ModelList::line).collect(Collectors.joining("\n"));
        var values = new LinkedHashMap<String, Object>();
        values.put("models", models.stream().map(ModelList::values).toList());
        values.put("default", usual);
        var text = "%s\nWhere no model is named, %s draws.".formatted(lines, usual);
        return CallToolResult.builder(List.of(McpSchema.TextContent.builder(text).build()))
                .isError(false)
                .structuredContent(values)
                .build();
    }

    private static String line(ModelCard model) {
        return "%s: %dx%d, %d steps, cfg_scale %s, %s%s"
                .formatted(
                        model.name(),
                        model.width(),
                        model.height(),
                        model.steps(),
                        model.guidanceScale(),
                        model.sampler(),
                        model.about().map(about -> ". " + about).orElse(""));
    }

    private static Map<String, Object> values(ModelCard model) {
        var values = new LinkedHashMap<String, Object>();
        values.put("name", model.name());
        values.put("width", model.width());
        values.put("height", model.height());
        values.put("steps", model.steps());
        values.put("cfg_scale", model.guidanceScale());
        values.put("sampler", model.sampler());
        model.about().ifPresent(about -> values.put("about", about));
        return values;
    }
}
