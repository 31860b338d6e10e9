package dev.easel.server.access;

import dev.easel.server.error.ApiException;
import dev.easel.server.web.PageController;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The routes that make, show and delete keys; the header {@code secret} opens them. */
@PageController
final class KeyController {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_BODY = 1 << 14;

    private final KeySettings settings;
    private final KeyStore keys;
    private final Tokens tokens;

    KeyController(KeySettings settings, KeyStore keys, Tokens tokens) {
        this.settings = settings;
        this.keys = keys;
        this.tokens = tokens;
    }

    @PostMapping("/key")
    Map<String, Object> create(
            @RequestHeader(name = "secret", defaultValue = "") String secret,
            HttpServletRequest request)
            throws IOException {
        requireSuperKey(secret);
        var fields = json(request);
        String user = text(fields, "user");
        String name = text(fields, "name");
        if (!keys.hasUser(user)) {
            return success("key", false);
        }
        var wanted = new KeyStore.NewKey(user, name, ApiKey.USUAL_PATHS, List.of(), false);
        var key = keys.add(wanted);
        return success("key", withTokens(key));
    }

    @DeleteMapping("/key")
    Map<String, Object> delete(
            @RequestHeader(name = "secret", defaultValue = "") String secret,
            HttpServletRequest request)
            throws IOException {
        requireSuperKey(secret);
        var fields = json(request);
        return find(text(fields, "keyId"), text(fields, "user"))
                .filter(key -> keys.delete(key.id()))
                .map(_ -> success())
                .orElseGet(() -> failure("no key found"));
    }

    @GetMapping("/key/u/{user}")
    Map<String, Object> list(
            @RequestHeader(name = "secret", defaultValue = "") String secret,
            @PathVariable("user") String user) {
        requireSuperKey(secret);
        return success("keys", keys.ofUser(user).stream().map(KeyController::listed).toList());
    }

    @GetMapping("/key/k/{key}/{user}")
    Map<String, Object> show(
            @RequestHeader(name = "secret", defaultValue = "") String secret,
            @PathVariable("key") String id,
            @PathVariable("user") String user) {
        requireSuperKey(secret);
        return find(id, user)
                .map(key -> {
                    var shown = withTokens(key);
                    shown.put("createdAt", key.createdAt().toString());
                    shown.put("lastUsed", lastUsed(key));
                    return success("key", shown);
                })
                .orElseGet(() -> failure("no key found"));
    }

    /** An unset secret opens nothing. The status of the refusal is the original's. */
    private void requireSuperKey(String secret) {
        boolean right =
                settings.superKey()
                        .filter(key -> !key.isBlank())
                        .filter(key -> MessageDigest.isEqual(utf8(key), utf8(secret)))
                        .isPresent();
        if (!right) {
            throw ApiException.of(200, "no permissions");
        }
    }

    private Optional<ApiKey> find(String id, String user) {
        try {
            return keys.find(UUID.fromString(id)).filter(key -> key.user().equals(user));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static JsonNode json(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            throw ApiException.of(
                    413, "The body must have at most %d bytes".formatted(LONGEST_BODY));
        }
        try {
            return JsonMapper.shared().readTree(body.length == 0 ? utf8("{}") : body);
        } catch (JacksonException e) {
            throw ApiException.of(400, "The body is not JSON that can be read");
        }
    }

    private static String text(JsonNode fields, String name) {
        String text = fields.path(name).asString("");
        if (text.isBlank() || text.length() > LONGEST_NAME || text.indexOf(0) >= 0) {
            throw ApiException.of(
                    400, "%s must be 1 to %d characters".formatted(name, LONGEST_NAME));
        }
        return text;
    }

    private Map<String, Object> withTokens(ApiKey key) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("apiToken", tokens.apiToken(key));
        shown.put("captchaToken", tokens.captchaToken(key));
        shown.put("id", key.id().toString());
        shown.put("name", key.name());
        return shown;
    }

    private static Map<String, Object> listed(ApiKey key) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", key.id().toString());
        shown.put("name", key.name());
        shown.put("createdAt", key.createdAt().toString());
        shown.put("lastUsed", lastUsed(key));
        shown.put("uses", key.uses());
        return shown;
    }

    private static Object lastUsed(ApiKey key) {
        return key.lastUsedAt().map(at -> (Object) at.toEpochMilli()).orElse(0);
    }

    private static Map<String, Object> success() {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("success", true);
        return answer;
    }

    private static Map<String, Object> success(String name, Object value) {
        var answer = success();
        answer.put(name, value);
        return answer;
    }

    private static Map<String, Object> failure(String sentence) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("success", false);
        answer.put("error", sentence);
        return answer;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
