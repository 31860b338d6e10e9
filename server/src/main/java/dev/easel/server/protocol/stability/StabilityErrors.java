package dev.easel.server.protocol.stability;

import dev.easel.server.error.ApiException;
import dev.easel.server.protocol.Served;
import dev.easel.server.web.ErrorShape;
import dev.easel.server.web.JsonAnswer;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Errors as {@code {"id","name","message"}}, with Stability's names. */
@Component
@Served(Protocol.NAME)
final class StabilityErrors implements ErrorShape {
    private static final List<String> ROOTS = List.of("/v1/generation", "/v1/engines", "/v1/user");

    /** How a sentence begins that is about a field, and the name that such an error has. */
    private static final Map<String, String> OF_FIELDS =
            Map.of(
                    "width and height", "invalid_pixel_count",
                    "width", "invalid_height_or_width",
                    "height", "invalid_height_or_width",
                    "samples", "invalid_samples",
                    "text_prompts", "invalid_prompts",
                    "mask_image", "invalid_mask_image",
                    "image cannot be read", "invalid_mime_type");

    @Override
    public boolean covers(String path) {
        return ROOTS.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
    }

    @Override
    public void write(ApiException e, HttpServletResponse response) throws IOException {
        write(e.status(), e.sentence(), response);
    }

    static void write(int status, String sentence, HttpServletResponse response)
            throws IOException {
        var body =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("id", UUID.randomUUID().toString())
                        .put("name", name(status, sentence))
                        .put("message", sentence);
        JsonAnswer.write(body, status, response);
    }

    private static String name(int status, String sentence) {
        return switch (status) {
            case 400 -> ofField(sentence);
            case 401 -> "unauthorized";
            case 403 -> "permission_denied";
            case 404 -> "not_found";
            case 409 -> "conflict";
            case 413 -> "invalid_file_size";
            case 415 -> "unsupported_media_type";
            case 429 -> "rate_limit_exceeded";
            case 503 -> "service_unavailable";
            default -> status < 500 ? "bad_request" : "server_error";
        };
    }

    private static String ofField(String sentence) {
        return OF_FIELDS.entrySet().stream()
                .filter(entry -> sentence.startsWith(entry.getKey()))
                .max((a, b) -> Integer.compare(a.getKey().length(), b.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse("bad_request");
    }
}
