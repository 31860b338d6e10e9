package dev.easel.clients;

import java.util.Map;

/** Messages of an assistant's program. */
public final class McpMessages {
    private McpMessages() {}

    /** {@return that with which every conversation begins} */
    public static Map<String, Object> begin() {
        return message(
                0,
                "initialize",
                Map.of(
                        "protocolVersion",
                        "2025-06-18",
                        "capabilities",
                        Map.of(),
                        "clientInfo",
                        Map.of("name", "test", "version", "1")));
    }

    /**
     * {@return a call of a tool}
     *
     * @param progress the token by which its progress is told
     */
    public static Map<String, Object> call(
            int id, Object progress, String tool, Map<String, Object> arguments) {
        return message(
                id,
                "tools/call",
                Map.of(
                        "name",
                        tool,
                        "arguments",
                        arguments,
                        "_meta",
                        Map.of("progressToken", progress)));
    }

    /** {@return a call of a tool whose progress is told by a token made of its number} */
    public static Map<String, Object> call(int id, String tool, Map<String, Object> arguments) {
        return call(id, "p" + id, tool, arguments);
    }

    /** {@return a message that is to be answered} */
    public static Map<String, Object> message(int id, String method, Map<String, Object> params) {
        return Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params);
    }
}
