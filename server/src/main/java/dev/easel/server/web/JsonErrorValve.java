package dev.easel.server.web;

import jakarta.servlet.http.HttpServletResponse;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Says as JSON what the web server itself refuses, such as a request line that it cannot read. */
public final class JsonErrorValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        if (response.getStatus() < 400
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        String sentence =
                response.getStatus() == HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                        ? "The server has failed"
                        : "The request cannot be read";
        var body = "{\"success\":false,\"error\":\"" + sentence + "\"}";
        try {
            response.setContentType("application/json");
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException | IllegalStateException _) {
            // the client has gone
        }
    }
}
