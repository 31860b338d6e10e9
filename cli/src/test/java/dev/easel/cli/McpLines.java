package dev.easel.cli;

import tools.jackson.databind.json.JsonMapper;

import java.util.Map;

/** Lines that an assistant writes to {@code ./easel mcp}. */
final class McpLines {
    /** With which every conversation begins. */
    static final String BEGIN =
            """
            {"jsonrpc":"2.0","id":"begin","method":"initialize","params":{"protocolVersion":\
            "2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            """;

    private McpLines() {}

    /**
     * {@return a call of a tool}
     *
     * @param progress the token by which its progress is told
     */
    static String call(int id, Object progress, String tool, Map<String, Object> arguments) {
        return JsonMapper.shared()
                .writeValueAsString(
                        Map.of(
                                "jsonrpc",
                                "2.0",
                                "id",
                                id,
                                "method",
                                "tools/call",
                                "params",
                                Map.of(
                                        "name",
                                        tool,
                                        "arguments",
                                        arguments,
                                        "_meta",
                                        Map.of("progressToken", progress))));
    }
}
