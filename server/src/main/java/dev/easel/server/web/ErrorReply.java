package dev.easel.server.web;

import dev.easel.server.error.ApiException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/** Writes what went wrong as JSON. */
final class ErrorReply {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorReply.class);

    private static final String SHAPE = ErrorShape.class.getName();
    private static final String UNFORESEEN =
            "Something went wrong on the server; its log says what";

    private ErrorReply() {}

    /** Answers with the status and the sentence of a failure. */
    static void write(ApiException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        e.retryAfter()
                .ifPresent(seconds -> response.setHeader("Retry-After", Integer.toString(seconds)));
        if (request.getAttribute(SHAPE) instanceof ErrorShape shape) {
            shape.write(e, response);
        } else {
            plain(e, response);
        }
    }

    /** Says how the failures of a request are to be told. */
    static void shape(HttpServletRequest request, ErrorShape shape) {
        request.setAttribute(SHAPE, shape);
    }

    /** Answers 500 to what nobody foresaw, of which the log has the rest. */
    static void unforeseen(Throwable e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        LOG.error("A request failed", e);
        if (!response.isCommitted()) {
            write(ApiException.of(500, UNFORESEEN), request, response);
        }
    }

    /** Answers as where no protocol of its own is asked. */
    static void plain(ApiException e, HttpServletResponse response) throws IOException {
        var body = JsonMapper.shared().createObjectNode();
        if (e.enveloped()) {
            body.put("success", false);
        }
        JsonAnswer.write(body.put("error", e.sentence()), e.status(), response);
    }
}
