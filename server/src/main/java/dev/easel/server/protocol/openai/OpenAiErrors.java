package dev.easel.server.protocol.openai;

import dev.easel.server.error.ApiException;
import dev.easel.server.protocol.Served;
import dev.easel.server.web.ErrorShape;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Failures below {@code /v1}, where Stability's paths are not, and of links to pictures. */
@Component
@Served(Protocol.NAME)
final class OpenAiErrors implements ErrorShape {
    private static final List<String> OTHERS = List.of("/v1/generation", "/v1/engines", "/v1/user");

    @Override
    public boolean covers(String path) {
        return Stream.of("/v1", "/pictures").anyMatch(root -> isBelow(root, path))
                && OTHERS.stream().noneMatch(root -> isBelow(root, path));
    }

    private static boolean isBelow(String root, String path) {
        return path.equals(root) || path.startsWith(root + "/");
    }

    @Override
    public void write(ApiException e, HttpServletResponse response) throws IOException {
        ErrorObject.of(e).write(response);
    }
}
