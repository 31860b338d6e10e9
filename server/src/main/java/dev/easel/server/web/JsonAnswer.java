package dev.easel.server.web;

import jakarta.servlet.http.HttpServletResponse;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/** Writes JSON, whatever the client says that it accepts: there is one form of each answer. */
public final class JsonAnswer {
    /** What the answers are. */
    public static final String TYPE = "application/json;charset=utf-8";

    private JsonAnswer() {}

    /** Answers with this, and nothing more. */
    public static void write(JsonNode body, int status, HttpServletResponse response)
            throws IOException {
        write(JsonMapper.shared().writeValueAsBytes(body), status, response);
    }

    /** Answers with JSON that is written already. */
    public static void write(byte[] body, int status, HttpServletResponse response)
            throws IOException {
        response.setStatus(status);
        response.setContentType(TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
