package dev.easel.server.protocol.mcp;

import io.modelcontextprotocol.spec.McpSchema;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** A message of JSON-RPC as a client sends it. */
public sealed interface Message {
    /**
     * Wants an answer.
     *
     * @param id a string or a long
     */
    record Request(Object id, String method, ObjectNode params) implements Message {}

    /** Wants none. */
    record Notification(String method, ObjectNode params) implements Message {}

    /** Answers a request; as this server makes none, nothing comes of it. */
    record Answer() implements Message {}

    /**
     * Is none of them.
     *
     * @param id where it has one that can be answered
     * @param code of JSON-RPC
     */
    record Broken(Optional<Object> id, int code, String sentence) implements Message {
        /** {@return what its sender is told} */
        public ObjectNode answer() {
            return Message.error(id, code, sentence);
        }
    }

    /**
     * {@return what stands in a text}
     *
     * @param mapper as {@link #mapper} makes it
     */
    static Message of(byte[] text, JsonMapper mapper) {
        try {
            return of(mapper.readTree(text));
        } catch (JacksonException e) {
            return broken(
                    Optional.empty(),
                    McpSchema.ErrorCodes.PARSE_ERROR,
                    "not JSON that can be read");
        }
    }

    /** {@return what a value is} */
    static Message of(JsonNode value) {
        if (!(value instanceof ObjectNode message)) {
            return invalid(
                    Optional.empty(),
                    value.isArray()
                            ? "one message at a time, got a list: batches are not taken"
                            : "a message must be a JSON object");
        }
        var id = id(message);
        if (!message.path("jsonrpc").asString("").equals("2.0")) {
            return invalid(id, "jsonrpc must be \"2.0\"");
        }
        if (!message.has("method")) {
            return message.has("result") || message.has("error")
                    ? new Answer()
                    : invalid(id, "a message must have a method");
        }
        return withMethod(message, id);
    }

    private static Message withMethod(ObjectNode message, Optional<Object> id) {
        if (!message.path("method").isString()) {
            return invalid(id, "method must be a string");
        }
        var params = message.path("params");
        if (!(params.isObject() || params.isNull() || params.isMissingNode())) {
            return broken(id, McpSchema.ErrorCodes.INVALID_PARAMS, "params must be an object");
        }
        String method = message.path("method").stringValue();
        var given = params instanceof ObjectNode object ? object : message.objectNode();
        if (!message.has("id")) {
            return new Notification(method, given);
        }
        return id.<Message>map(known -> new Request(known, method, given))
                .orElseGet(() -> invalid(id, "id must be a string or a whole number"));
    }

    private static Optional<Object> id(ObjectNode message) {
        return id(message.path("id"));
    }

    /** {@return the id that a value is; absent where it is none} */
    static Optional<Object> id(JsonNode value) {
        if (value.isString()) {
            return Optional.of(value.stringValue());
        }
        return value.isIntegralNumber() && value.canConvertToLong()
                ? Optional.of(value.longValue())
                : Optional.empty();
    }

    private static Broken invalid(Optional<Object> id, String sentence) {
        return broken(id, McpSchema.ErrorCodes.INVALID_REQUEST, sentence);
    }

    private static Broken broken(Optional<Object> id, int code, String sentence) {
        return new Broken(id, code, "The message cannot be taken: " + sentence);
    }

    /** {@return a request as it is sent} */
    static ObjectNode json(Request request) {
        var message = request.params().objectNode().put("jsonrpc", "2.0");
        message.putPOJO("id", request.id());
        message.put("method", request.method());
        message.set("params", request.params());
        return message;
    }

    /** {@return an answer that says what went wrong} */
    static ObjectNode error(Optional<Object> id, int code, String sentence) {
        var answer = JsonMapper.shared().createObjectNode().put("jsonrpc", "2.0");
        answer.putPOJO("id", id.orElse(null));
        answer.putObject("error").put("code", code).put("message", sentence);
        return answer;
    }

    /** {@return what reads messages of at most some bytes, nested within reason} */
    static JsonMapper mapper(long mostBytes) {
        var constraints =
                StreamReadConstraints.builder()
                        .maxNestingDepth(100)
                        .maxStringLength((int) Math.min(Integer.MAX_VALUE, mostBytes))
                        .build();
        return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }
}
