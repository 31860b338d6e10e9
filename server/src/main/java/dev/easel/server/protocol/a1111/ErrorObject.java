package dev.easel.server.protocol.a1111;

import dev.easel.server.error.ApiException;
import dev.easel.server.protocol.Served;
import dev.easel.server.web.ErrorShape;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Failures as A1111 tells them. A wrong value is told as by pydantic, which says where it stood;
 * the sentences begin with the name of the field.
 */
@Component
@Served(Protocol.NAME)
final class ErrorObject implements ErrorShape {
    private static final Pattern FIELD =
            Pattern.compile("(?!(?:the|a|an|at|there)\\b)([a-z][A-Za-z0-9_]*)");

    @Override
    public boolean covers(String path) {
        return path.startsWith("/sdapi/") || path.startsWith("/internal/");
    }

    @Override
    public void write(ApiException e, HttpServletResponse response) throws IOException {
        if (e.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"easel\"");
        }
        Answers.write(of(e), e.status(), response);
    }

    private static ObjectNode of(ApiException e) {
        var object = JsonMapper.shared().createObjectNode();
        if (e.status() == Refusals.UNPROCESSABLE) {
            object.put("error", "RequestValidationError");
            var detail = object.putArray("detail").addObject();
            var place = detail.putArray("loc").add("body");
            var field = FIELD.matcher(e.sentence());
            if (field.lookingAt()) {
                place.add(field.group(1));
            }
            detail.put("msg", e.sentence()).put("type", "value_error");
            return object.put("body", "").put("errors", e.sentence());
        }
        return object.put("error", e.status() < 500 ? "HTTPException" : "RuntimeError")
                .put("detail", e.sentence())
                .put("body", "")
                .put("errors", "");
    }
}
