package dev.easel.server.contract;

import static dev.easel.server.contract.Service.with;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.contract.Service.Answer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** What there is beside pictures. */
final class RouteChecks {
    /** What a request may carry, in the order of the list. */
    static final List<String> PARAMETERS =
            List.of(
                    "prompt",
                    "negative_prompt",
                    "image",
                    "action",
                    "width",
                    "height",
                    "steps",
                    "number",
                    "sampler",
                    "cfg_scale",
                    "seed",
                    "style",
                    "model",
                    "strength",
                    "stream");

    static final String SUPER_KEY = "the-super-key";

    static final List<Check> ALL =
            List.of(
                    new Check(
                            "R1",
                            "the welcome",
                            s ->
                                    assertThat(s.send(s.anonymous("/")).body())
                                            .isEqualTo(
                                                    "{\"success\":true,\"message\":\"Welcome to the"
                                                            + " API, docs at"
                                                            + " https://docs.turing.sh\"}")),
                    new Check("R2", "the list of parameters", RouteChecks::list),
                    new Check(
                            "R3",
                            "an unknown type",
                            s -> notFound(s.send(s.json("/nope/sdxl", with())), "Type not found")),
                    new Check(
                            "R4",
                            "an unknown model",
                            s -> {
                                notFound(s.send(s.json("/image/nope", with())), "AI not found");
                                notFound(
                                        s.send(s.json("/image/nope", with("stream", true))),
                                        "AI not found");
                            }),
                    new Check(
                            "R5",
                            "GET where POST is meant",
                            s ->
                                    assertThat(s.send(s.request("/image/sdxl")).statusCode())
                                            .isEqualTo(404)),
                    new Check("R6", "origins", RouteChecks::origins),
                    new Check("A14", "who may make keys", RouteChecks::superKey),
                    new Check("A15", "a key from making to deleting", RouteChecks::lifeOfAKey));

    private RouteChecks() {}

    private static void notFound(HttpResponse<String> answer, String sentence) {
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"success\":false,\"error\":\"" + sentence + "\"}");
    }

    private static void list(Service service) {
        var json = new Answer(service.send(service.anonymous("/list"))).json();
        assertThat(json.path("success").booleanValue()).isTrue();
        var sdxl = json.path("types").path("image").path(0);
        assertThat(sdxl.path("name").stringValue()).isEqualTo("sdxl");
        assertThat(sdxl.path("fullName").stringValue()).isEqualTo("Stable Diffusion XL");
        var parameters = sdxl.path("parameters");
        assertThat(parameters.propertyNames()).containsExactlyElementsOf(PARAMETERS);
        assertThat(parameters.toString())
                .contains("\"prompt\":{\"type\":\"string\",\"required\":true}")
                .contains(
                        "\"options\":[\"generate\",\"img2img\",\"upscale\"],\"default\":\"generate\"")
                .contains("\"width\":{\"type\":\"number\",\"required\":false,\"default\":512}")
                .contains("\"steps\":{\"type\":\"number\",\"required\":false,\"default\":100}")
                .contains("\"cfg_scale\":{\"type\":\"number\",\"required\":false,\"default\":7}")
                .contains("\"stream\":{\"type\":\"boolean\",\"required\":false,\"default\":true}");
        options(parameters);
        assertThat(sdxl.path("response").propertyNames())
                .containsExactly("cost", "results", "status", "progress", "id", "error");
    }

    private static void options(JsonNode parameters) {
        assertThat(options(parameters, "sampler")).hasSize(10).startsWith("DDIM").endsWith("K_LMS");
        assertThat(options(parameters, "style"))
                .hasSize(17)
                .startsWith("3d-model")
                .endsWith("title-texture");
        assertThat(options(parameters, "model"))
                .hasSize(13)
                .startsWith("sdxl")
                .endsWith("stable-diffusion-xl-beta-v2-2-2");
    }

    private static List<String> options(JsonNode parameters, String name) {
        return parameters
                .path(name)
                .path("options")
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
    }

    private static void origins(Service service) {
        var allowed = preflight(service, "http://localhost:3000");
        assertThat(allowed.statusCode()).isEqualTo(204);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("http://localhost:3000");
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .contains("Content-Type", "Authorization", "x-captcha-token");
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .contains("Mcp-Session-Id", "Mcp-Protocol-Version", "x-stainless-os")
                .doesNotContain("secret");
        assertThat(allowed.headers().firstValue("Access-Control-Expose-Headers").orElse(""))
                .contains("Mcp-Session-Id", "Seed", "Finish-Reason");
        assertThat(allowed.headers().firstValue("Vary")).contains("Origin");
        var other = preflight(service, "https://evil.example");
        assertThat(other.statusCode()).isEqualTo(204);
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    private static HttpResponse<String> preflight(Service service, String origin) {
        return service.send(
                service.anonymous("/image/sdxl")
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .header(
                                "Access-Control-Request-Headers",
                                "authorization, secret, x-stainless-os")
                        .method("OPTIONS", BodyPublishers.noBody()));
    }

    private static void superKey(Service service) {
        var body = Map.of("name", "made", "user", "tester");
        var without = service.send(service.json("/key", body));
        assertThat(without.statusCode()).isEqualTo(200);
        assertThat(without.body()).isEqualTo("{\"success\":false,\"error\":\"no permissions\"}");
        var made = new Answer(service.send(service.json("/key", body).header("secret", SUPER_KEY)));
        assertThat(made.json().path("key").propertyNames())
                .containsExactly("apiToken", "captchaToken", "id", "name");
        var unknown =
                service.send(
                        service.json("/key", Map.of("name", "x", "user", "nobody"))
                                .header("secret", SUPER_KEY));
        assertThat(unknown.body()).isEqualTo("{\"success\":true,\"key\":false}");
    }

    private static void lifeOfAKey(Service service) {
        var body = Map.of("name", "life", "user", "tester");
        var made =
                new Answer(service.send(service.json("/key", body).header("secret", SUPER_KEY)))
                        .json()
                        .path("key");
        assertThat(use(service, made)).isEqualTo(200);

        String id = made.path("id").stringValue();
        var listed = service.send(service.request("/key/u/tester").header("secret", SUPER_KEY));
        assertThat(listed.body()).contains(id).doesNotContain(made.path("apiToken").stringValue());
        var shown =
                new Answer(
                        service.send(
                                service.request("/key/k/" + id + "/tester")
                                        .header("secret", SUPER_KEY)));
        assertThat(shown.json().path("key").path("apiToken")).isEqualTo(made.path("apiToken"));
        assertThat(shown.json().path("key").path("captchaToken"))
                .isEqualTo(made.path("captchaToken"));

        assertThat(delete(service, id).body()).isEqualTo("{\"success\":true}");
        assertThat(use(service, made)).isEqualTo(401);
        assertThat(delete(service, id).body())
                .isEqualTo("{\"success\":false,\"error\":\"no key found\"}");
    }

    private static HttpResponse<String> delete(Service service, String id) {
        byte[] body = JsonMapper.shared().writeValueAsBytes(Map.of("keyId", id, "user", "tester"));
        return service.send(
                service.request("/key")
                        .header("secret", SUPER_KEY)
                        .header("Content-Type", "application/json")
                        .method("DELETE", BodyPublishers.ofByteArray(body)));
    }

    private static int use(Service service, JsonNode key) {
        var body = with("width", 64, "height", 64, "steps", 1, "stream", false);
        return service.send(
                        service.anonymousJson("/image/sdxl", body)
                                .header("Authorization", key.path("apiToken").stringValue())
                                .header("x-captcha-token", key.path("captchaToken").stringValue()))
                .statusCode();
    }
}
