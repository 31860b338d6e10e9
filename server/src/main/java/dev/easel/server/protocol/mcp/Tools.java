package dev.easel.server.protocol.mcp;

import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.request.LimitSettings;
import dev.easel.server.request.SentImages;

import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What an assistant can have done, and how it is done. */
public final class Tools {
    private final Parameters parameters;
    private final SentImages images;

    /**
     * Makes them.
     *
     * @param images reads pictures that are sent
     */
    public Tools(LimitSettings limits, SentImages images) {
        this.parameters = new Parameters(limits);
        this.images = images;
    }

    McpSchema.ListToolsResult list(ObjectNode params) {
        if (params.path("cursor").isString()) {
            throw Methods.wrong("cursor: the list of tools has one page");
        }
        return McpSchema.ListToolsResult.builder(
                        Arrays.stream(ToolName.values()).map(this::tool).toList())
                .build();
    }

    private McpSchema.Tool tool(ToolName tool) {
        return McpSchema.Tool.builder(
                        tool.wireName(), Parameter.object(parameters.of(tool), tool.required()))
                .title(tool.title())
                .description(tool.description())
                .outputSchema(tool.reads() ? ModelList.schema() : ToolResults.schema())
                .annotations(
                        McpSchema.ToolAnnotations.builder()
                                .title(tool.title())
                                .readOnlyHint(tool.reads())
                                .destructiveHint(false)
                                .idempotentHint(tool.reads())
                                .openWorldHint(false)
                                .build())
                .build();
    }

    CallToolResult call(McpAsyncServerExchange exchange, ObjectNode params)
            throws InterruptedException {
        var tool =
                ToolName.of(params.path("name").asString(""))
                        .orElseThrow(() ->
                                Methods.wrong(
                                        "name must be one of "
                                                + Arrays.stream(ToolName.values())
                                                        .map(ToolName::wireName)
                                                        .collect(Collectors.joining(", "))));
        var arguments = arguments(params);
        var call = Conversation.call(exchange);
        call.tellProgress(params.path("_meta").path("progressToken"));
        try {
            return tool == ToolName.LIST_MODELS
                    ? ModelList.of(call.studio().models())
                    : make(tool, arguments, call);
        } catch (InvalidRequestException e) {
            return failed(e.sentence());
        } catch (RefusedException e) {
            return failed(e.sentence());
        }
    }

    private static ObjectNode arguments(ObjectNode params) {
        JsonNode arguments = params.path("arguments");
        if (arguments.isMissingNode() || arguments.isNull()) {
            return params.objectNode();
        }
        if (arguments instanceof ObjectNode object) {
            return object;
        }
        throw Methods.wrong("arguments must be an object");
    }

    private CallToolResult make(ToolName tool, ObjectNode values, Call call)
            throws InterruptedException {
        var studio = call.studio();
        var arguments = new Arguments(tool, parameters, images, studio, values);
        String format = arguments.format();
        var made = studio.make(arguments.order(), call);
        var result = new ToolResults(made, format, call.conversation().knowsLinks()).result();
        call.tellNewPictures();
        return result;
    }

    private static CallToolResult failed(String sentence) {
        return CallToolResult.builder(List.of(McpSchema.TextContent.builder(sentence).build()))
                .isError(true)
                .build();
    }
}
