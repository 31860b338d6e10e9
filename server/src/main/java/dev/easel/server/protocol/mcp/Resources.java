package dev.easel.server.protocol.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;

import tools.jackson.databind.node.ObjectNode;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The caller's pictures as resources. */
final class Resources {
    static final String PNG = "image/png";

    McpSchema.ListResourcesResult list(Studio studio, ObjectNode params) {
        var page = studio.pictures(cursor(params));
        var resources = page.pictures().stream().map(Resources::resource).toList();
        var list = McpSchema.ListResourcesResult.builder(resources);
        page.next().ifPresent(list::nextCursor);
        return list.build();
    }

    private static McpSchema.Resource resource(Studio.Listed picture) {
        String uri = picture.uri().toString();
        return McpSchema.Resource.builder(uri, name(picture.uri()))
                .title(picture.title())
                .mimeType(PNG)
                .build();
    }

    /** {@return what a picture is called where a program wants a name of a file} */
    static String name(PictureUri uri) {
        return "%s-%d.png".formatted(uri.job().toString().substring(0, 8), uri.number());
    }

    private static Optional<String> cursor(ObjectNode params) {
        var cursor = params.path("cursor");
        if (cursor.isMissingNode() || cursor.isNull()) {
            return Optional.empty();
        }
        if (!cursor.isString()) {
            throw Methods.wrong("cursor must be what an answer before had as nextCursor");
        }
        return Optional.of(cursor.stringValue());
    }

    McpSchema.ReadResourceResult read(Studio studio, ObjectNode params) {
        if (!params.path("uri").isString()) {
            throw Methods.wrong("uri must be a string such as " + PictureUri.TEMPLATE);
        }
        String uri = params.path("uri").stringValue();
        byte[] file =
                PictureUri.parse(uri)
                        .flatMap(studio::picture)
                        .orElseThrow(() ->
                                Methods.error(
                                        ErrorCodes.RESOURCE_NOT_FOUND,
                                        "There is no such picture; resources/list says which there"
                                                + " are"));
        return McpSchema.ReadResourceResult.builder(
                        List.of(
                                McpSchema.BlobResourceContents.builder(
                                                uri, Base64.getEncoder().encodeToString(file))
                                        .mimeType(PNG)
                                        .build()))
                .build();
    }

    McpSchema.ListResourceTemplatesResult templates() {
        return McpSchema.ListResourceTemplatesResult.builder(
                        List.of(
                                McpSchema.ResourceTemplate.builder(PictureUri.TEMPLATE, "picture")
                                        .title("A picture that was made here")
                                        .mimeType(PNG)
                                        .build()))
                .build();
    }
}
