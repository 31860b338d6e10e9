package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.web.PageController;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /} and {@code GET /list}: what there is, for programs. */
@PageController
final class WelcomeController {
    private static final List<String> STATUSES = List.of("queued", "generating", "done", "failed");
    private static final String DOCS = "/docs";

    private final Parameters parameters;

    WelcomeController(Parameters parameters) {
        this.parameters = parameters;
    }

    /** The original's words. Who asks for a page gets the studio. */
    @GetMapping("/")
    ResponseEntity<Map<String, Object>> welcome() {
        return ResponseEntity.ok()
                .header("Vary", "Accept")
                .header("Link", "<" + DOCS + ">; rel=\"service-doc\"")
                .body(
                        ordered(
                                "success",
                                true,
                                "message",
                                "Welcome to the API, docs at https://docs.turing.sh"));
    }

    @GetMapping("/list")
    Map<String, Object> list() {
        var types =
                ordered(
                        "text",
                        List.of(),
                        "image",
                        List.of(sdxl()),
                        "audio",
                        List.of(),
                        "video",
                        List.of());
        return ordered("success", true, "types", types);
    }

    private Map<String, Object> sdxl() {
        var table = new LinkedHashMap<String, Object>();
        parameters.all().forEach(p -> table.put(p.name(), entry(p)));
        return ordered(
                "name",
                "sdxl",
                "fullName",
                "Stable Diffusion XL",
                "parameters",
                table,
                "response",
                response());
    }

    private static Map<String, Object> entry(Parameter parameter) {
        var entry = ordered("type", parameter.type(), "required", parameter.required());
        parameter.description().ifPresent(text -> entry.put("description", text));
        if (!parameter.options().isEmpty()) {
            entry.put("options", parameter.options());
        }
        parameter.defaultValue().ifPresent(value -> entry.put("default", value));
        return entry;
    }

    private static Map<String, Object> response() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("cost", field("number", "Cost of the request in USD"));
        fields.put("results", field("array", "Results of the request"));
        var status = field("string", "Status of the request");
        status.put("options", STATUSES);
        fields.put("status", status);
        fields.put("progress", field("number", "Progress of the request"));
        fields.put("id", field("string", "ID of the request"));
        fields.put("error", field("string", "Error of the request"));
        return fields;
    }

    private static Map<String, Object> field(String type, String description) {
        return ordered("type", type, "description", description);
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }
}
