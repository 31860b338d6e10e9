package dev.easel.server.protocol;

import dev.easel.server.error.ApiException;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import java.util.List;

/** {@code GET /openapi/NAME.json}: the description of each protocol. */
@RestController
final class OpenApiController {
    private final List<OpenApiDocument> documents;

    OpenApiController(List<OpenApiDocument> documents) {
        this.documents = List.copyOf(documents);
    }

    @GetMapping("/openapi/{protocol}.json")
    JsonNode document(@PathVariable("protocol") String protocol) {
        return documents.stream()
                .filter(document -> document.protocol().equals(protocol))
                .findFirst()
                .orElseThrow(() -> ApiException.of(404, "Not found"))
                .document();
    }
}
