package dev.easel.server.protocol.openai;

import dev.easel.server.error.ApiException;
import dev.easel.server.web.JsonAnswer;

import jakarta.servlet.http.HttpServletResponse;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What OpenAI's clients are told of a failure.
 *
 * @param param the field that is wrong
 * @param code of the kind of failure, which programs look at
 */
record ErrorObject(
        int status, String message, String type, Optional<String> param, Optional<String> code) {
    static final String INVALID = "invalid_request_error";

    private static final String SERVER = "server_error";

    /** Sentences begin with the name of the field that they are about. */
    private static final Pattern FIELD = Pattern.compile("([a-z][a-z_]*)(?:\\[\\d{1,3}])?\\b");

    /** {@return that a request has a value that is not taken} */
    static ErrorObject ofValue(String sentence) {
        var field =
                Optional.of(FIELD.matcher(sentence))
                        .filter(found -> found.lookingAt())
                        .map(found -> found.group(1))
                        .filter(FieldNames.ALL::contains);
        return new ErrorObject(400, sentence, INVALID, field, field.map(_ -> "invalid_value"));
    }

    /** {@return that a request lacks a field} */
    static ErrorObject missing(String field) {
        return new ErrorObject(
                400,
                "Missing required parameter: '%s'.".formatted(field),
                INVALID,
                Optional.of(field),
                Optional.of("missing_required_parameter"));
    }

    /** {@return that there is no such model} */
    static ErrorObject noModel(String sentence) {
        return new ErrorObject(
                404, sentence, INVALID, Optional.of("model"), Optional.of("model_not_found"));
    }

    /** {@return what a failure is called} */
    static ErrorObject of(ApiException e) {
        int status = e.status();
        return switch (status) {
            case 400 ->
                    e.sentence().startsWith("Plan limit")
                            ? of(e, INVALID, "billing_hard_limit_reached")
                            : ofValue(e.sentence());
            case 401 -> of(e, INVALID, "invalid_api_key");
            case 403 -> of(e, "permission_error", "permission_denied");
            case 409 -> of(e, INVALID, "idempotency_conflict");
            case 429 -> of(e, "rate_limit_error", "rate_limit_exceeded");
            case 503 -> of(e, SERVER, "service_unavailable");
            default ->
                    new ErrorObject(
                            status,
                            e.sentence(),
                            status < 500 ? INVALID : SERVER,
                            Optional.empty(),
                            Optional.empty());
        };
    }

    private static ErrorObject of(ApiException e, String type, String code) {
        return new ErrorObject(e.status(), e.sentence(), type, Optional.empty(), Optional.of(code));
    }

    /** {@return the object, all four keys of it} */
    ObjectNode json() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("message", message)
                .put("type", type)
                .put("param", param.orElse(null))
                .put("code", code.orElse(null));
    }

    /** Writes it as the whole answer. */
    void write(HttpServletResponse response) throws IOException {
        var body = JsonMapper.shared().createObjectNode();
        body.set("error", json());
        JsonAnswer.write(body, status, response);
    }
}
