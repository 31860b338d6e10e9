package dev.easel.server.protocol.openai;

import jakarta.servlet.http.HttpServletResponse;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/** Writes JSON, whatever the client says that it accepts: there is one form of each answer. */
final class Answers {
    private Answers() {}

    static void write(JsonNode body, int status, HttpServletResponse response) throws IOException {
        byte[] bytes = JsonMapper.shared().writeValueAsBytes(body);
        response.setStatus(status);
        response.setContentType("application/json;charset=utf-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
