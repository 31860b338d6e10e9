package dev.easel.server.protocol.mcp;

import dev.easel.server.error.ApiException;
import dev.easel.server.protocol.Served;
import dev.easel.server.web.ErrorShape;
import dev.easel.server.web.JsonAnswer;

import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.Optional;

/** Errors as answers of JSON-RPC to nobody. */
@Component
@Served(Protocol.NAME)
final class McpErrors implements ErrorShape {
    /** Of JSON-RPC, for what its own codes do not say. */
    private static final int SERVER_ERROR = -32000;

    @Override
    public boolean covers(String path) {
        return path.equals(Protocol.PATH) || path.startsWith(Protocol.PATH + "/");
    }

    @Override
    public void write(ApiException e, HttpServletResponse response) throws IOException {
        write(
                e.status(),
                Message.error(Optional.empty(), code(e.status()), e.sentence()),
                response);
    }

    private static int code(int status) {
        return switch (status) {
            case 400, 413, 415 -> ErrorCodes.INVALID_REQUEST;
            case 500 -> ErrorCodes.INTERNAL_ERROR;
            default -> SERVER_ERROR;
        };
    }

    static void write(int status, JsonNode body, HttpServletResponse response) throws IOException {
        JsonAnswer.write(body, status, response);
    }
}
