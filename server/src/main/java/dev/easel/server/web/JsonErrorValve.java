package dev.easel.server.web;

import dev.easel.server.error.ApiException;

import jakarta.servlet.http.HttpServletResponse;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

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
        try {
            ErrorReply.plain(ApiException.of(response.getStatus(), sentence), response);
            response.finishResponse();
        } catch (IOException | IllegalStateException _) {
            // the client has gone
        }
    }
}
