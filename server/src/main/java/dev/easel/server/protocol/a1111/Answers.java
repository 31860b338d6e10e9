package dev.easel.server.protocol.a1111;

import dev.easel.server.web.JsonAnswer;

import jakarta.servlet.http.HttpServletResponse;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/** Writes answers, whatever the client says that it accepts: there is one form of each. */
final class Answers {
    private Answers() {}

    static void write(JsonNode body, HttpServletResponse response) throws IOException {
        write(body, HttpServletResponse.SC_OK, response);
    }

    static void write(JsonNode body, int status, HttpServletResponse response) throws IOException {
        JsonAnswer.write(body, status, response);
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
