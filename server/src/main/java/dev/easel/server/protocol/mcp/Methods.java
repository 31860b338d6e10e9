package dev.easel.server.protocol.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpRequestHandler;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a client may ask for, by the names of MCP. */
public final class Methods {
    private static final Logger LOG = LoggerFactory.getLogger(Methods.class);

    /** The newest first: it is offered to clients that want one that is not here. */
    static final List<String> VERSIONS =
            List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    static final String FIRST_WITH_LINKS = "2025-06-18";

    static final String INITIALIZE = "initialize";
    static final String PING = "ping";
    static final String CALL_TOOL = "tools/call";

    private static final String INSTRUCTIONS =
            "Draws pictures with Stable Diffusion on the user's own hardware. generate_image draws"
                + " from a prompt, edit_image changes a picture, upscale_image makes one larger,"
                + " list_models says which models there are and what each is good at. Each picture"
                + " has a URI that edit_image and upscale_image take as image.";

    private final String version;
    private final Tools tools;
    private final McpJsonMapper mapper = new JacksonMcpJsonMapper(JsonMapper.shared());
    private final Map<String, McpRequestHandler<?>> handlers = new HashMap<>();

    /**
     * Makes the table.
     *
     * @param version of this program
     */
    public Methods(String version, Tools tools) {
        this.version = version;
        this.tools = tools;
        var resources = new Resources();
        handle(INITIALIZE, this::initialize);
        handle(PING, (_, _) -> Map.of());
        handle("tools/list", (_, params) -> tools.list(params));
        handle(CALL_TOOL, this.tools::call);
        handle("resources/list", (exchange, params) -> resources.list(studio(exchange), params));
        handle("resources/read", (exchange, params) -> resources.read(studio(exchange), params));
        handle("resources/templates/list", (_, _) -> resources.templates());
    }

    /** Does what a request asks for. */
    @FunctionalInterface
    private interface Method {
        Object apply(McpAsyncServerExchange exchange, ObjectNode params)
                throws InterruptedException;
    }

    Map<String, McpRequestHandler<?>> handlers() {
        return handlers;
    }

    McpJsonMapper mapper() {
        return mapper;
    }

    private void handle(String name, Method method) {
        McpRequestHandler<Object> handler =
                (exchange, params) ->
                        Mono.fromCallable(() -> told(method, exchange, (ObjectNode) params));
        handlers.put(name, handler);
    }

    /** {@return the result; nothing of what goes wrong inside reaches a client} */
    private static Object told(Method method, McpAsyncServerExchange exchange, ObjectNode params) {
        try {
            return method.apply(exchange, params);
        } catch (McpError | UncheckedIOException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw error(ErrorCodes.INTERNAL_ERROR, "Easel is shutting down");
        } catch (RuntimeException e) {
            LOG.error("A request failed", e);
            throw error(
                    ErrorCodes.INTERNAL_ERROR, "Something went wrong in Easel; its log says what");
        }
    }

    private static Studio studio(McpAsyncServerExchange exchange) {
        return Conversation.call(exchange).studio();
    }

    private McpSchema.InitializeResult initialize(
            McpAsyncServerExchange exchange, ObjectNode params) {
        var wanted = params.path("protocolVersion");
        if (!wanted.isString()) {
            throw wrong("protocolVersion must be a string such as " + VERSIONS.getFirst());
        }
        String chosen =
                VERSIONS.contains(wanted.stringValue())
                        ? wanted.stringValue()
                        : VERSIONS.getFirst();
        Conversation.call(exchange).conversation().agreeOn(chosen);
        return McpSchema.InitializeResult.builder(
                        chosen,
                        McpSchema.ServerCapabilities.builder()
                                .tools(false)
                                .resources(false, true)
                                .build(),
                        McpSchema.Implementation.builder("easel", version).title("Easel").build())
                .instructions(INSTRUCTIONS)
                .build();
    }

    /** {@return what says that the parameters of a method are wrong} */
    static McpError wrong(String sentence) {
        return error(ErrorCodes.INVALID_PARAMS, sentence);
    }

    static McpError error(int code, String sentence) {
        return McpError.builder(code).message(sentence).build();
    }
}
