package dev.easel.server.protocol.models;

import dev.easel.server.models.ModelInventory;
import dev.easel.server.web.RequestBody;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;

/** {@code POST /models/NAME/tokens}: how long a prompt is. A name may have slashes. */
@RestController
final class TokensController {
    private static final String END = "/tokens";

    private final ModelInventory inventory;
    private final TokenCounts tokens;
    private final RequestBody body;

    TokensController(ModelInventory inventory, TokenCounts tokens, RequestBody body) {
        this.inventory = inventory;
        this.tokens = tokens;
        this.body = body;
    }

    @PostMapping("/models/{*path}")
    ResponseEntity<ObjectNode> count(@PathVariable("path") String path, HttpServletRequest request)
            throws IOException {
        String name = NamePath.of(path, END);
        var place = inventory.find(name).orElseThrow(() -> ModelsController.missing(name));
        return ModelsController.json(
                tokens.of(place, Texts.required(body.read(request), "prompt")));
    }
}
