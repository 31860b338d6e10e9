package dev.easel.server.protocol.mcp;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client gets of pictures: words for the assistant, the pictures themselves, and the same as
 * values.
 *
 * @param format of the pictures
 * @param links whether the client knows links to resources
 */
record ToolResults(Studio.Made made, String format, boolean links) {
    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> WHOLE = Map.of("type", "integer");

    static Map<String, Object> schema() {
        var picture = new LinkedHashMap<String, Object>();
        picture.put("uri", TEXT);
        picture.put("seed", WHOLE);
        picture.put("width", WHOLE);
        picture.put("height", WHOLE);
        var properties = new LinkedHashMap<String, Object>();
        properties.put("model", TEXT);
        properties.put(
                "pictures",
                Map.of(
                        "type",
                        "array",
                        "items",
                        Map.of(
                                "type",
                                "object",
                                "properties",
                                picture,
                                "required",
                                List.copyOf(picture.keySet()))));
        properties.put("notes", Map.of("type", "array", "items", TEXT));
        properties.put(
                "cost", Map.of("type", "string", "description", "In US dollars, where it is paid"));
        return Map.of(
                "type",
                "object",
                "properties",
                properties,
                "required",
                List.of("model", "pictures", "notes"));
    }

    CallToolResult result() {
        var content = new ArrayList<McpSchema.Content>();
        content.add(McpSchema.TextContent.builder(words()).build());
        made.pictures().forEach(picture -> content.add(image(picture)));
        if (links) {
            made.pictures().forEach(picture -> content.add(link(picture)));
        }
        return CallToolResult.builder(content).isError(false).structuredContent(values()).build();
    }

    private String words() {
        var lines = new ArrayList<String>();
        int count = made.pictures().size();
        lines.add(
                "%d %s by %s:".formatted(count, count == 1 ? "picture" : "pictures", made.model()));
        for (var picture : made.pictures()) {
            var size = ImageCodec.size(picture.file());
            lines.add(
                    "%s (%dx%d, seed %d)"
                            .formatted(picture.uri(), size.width(), size.height(), picture.seed()));
        }
        made.notes().forEach(note -> lines.add("Note: " + note));
        return String.join("\n", lines);
    }

    private McpSchema.Content image(Studio.Picture picture) {
        var as = ImageFormat.of(format);
        byte[] file =
                as == ImageFormat.PNG
                        ? picture.file()
                        : ImageCodec.encode(
                                ImageCodec.decode(picture.file(), ImageCodec.MAX_PIXELS).image(),
                                Encoding.of(as));
        return McpSchema.ImageContent.builder(
                        Base64.getEncoder().encodeToString(file), as.mediaType())
                .build();
    }

    private static McpSchema.Content link(Studio.Picture picture) {
        return McpSchema.ResourceLink.builder()
                .uri(picture.uri().toString())
                .name(Resources.name(picture.uri()))
                .mimeType(Resources.PNG)
                .size((long) picture.file().length)
                .build();
    }

    private Map<String, Object> values() {
        var values = new LinkedHashMap<String, Object>();
        values.put("model", made.model());
        values.put("pictures", made.pictures().stream().map(ToolResults::values).toList());
        values.put("notes", made.notes());
        made.cost().ifPresent(cost -> values.put("cost", cost));
        return values;
    }

    private static Map<String, Object> values(Studio.Picture picture) {
        var size = ImageCodec.size(picture.file());
        var values = new LinkedHashMap<String, Object>();
        values.put("uri", picture.uri().toString());
        values.put("seed", picture.seed());
        values.put("width", size.width());
        values.put("height", size.height());
        return values;
    }
}
