package dev.easel.cli;

import dev.easel.clients.McpMessages;

import tools.jackson.databind.json.JsonMapper;

import java.util.Map;

/** Lines that an assistant writes to {@code ./easel mcp}. */
final class McpLines {
    private McpLines() {}

    /** {@return a conversation: its beginning, then some lines} */
    static String conversation(String... lines) {
        return of(McpMessages.begin())
                + "\n{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n"
                + String.join("\n", lines);
    }

    /** {@return a message as a line, without its end} */
    static String of(Map<String, Object> message) {
        return JsonMapper.shared().writeValueAsString(message);
    }
}
