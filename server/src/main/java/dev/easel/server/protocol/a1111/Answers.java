package dev.easel.server.protocol.a1111;

import jakarta.servlet.http.HttpServletResponse;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/** Writes answers, whatever the client says that it accepts: there is one form of each. */
final class Answers {
    static final String JSON = "application/json;charset=utf-8";

    private Answers() {}

    static void write(JsonNode body, HttpServletResponse response) throws IOException {
        write(body, HttpServletResponse.SC_OK, response);
    }

    static void write(JsonNode body, int status, HttpServletResponse response) throws IOException {
        byte[] bytes = JsonMapper.shared().writeValueAsBytes(body);
        response.setStatus(status);
        response.setContentType(JSON);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** Says that something was done, of which there is nothing to tell. */
    static void done(HttpServletResponse response) throws IOException {
        write(JsonMapper.shared().createObjectNode(), response);
    }

    /** The same where A1111 answers null. */
    static void none(HttpServletResponse response) throws IOException {
        write(JsonMapper.shared().getNodeFactory().nullNode(), response);
    }
}
