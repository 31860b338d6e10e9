package dev.easel.server.contract;

import static dev.easel.server.contract.Service.G;
import static dev.easel.server.contract.Service.with;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.contract.Service.Answer;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** Requests with something wrong in them. */
final class ParameterChecks {
    static final List<Check> ALL =
            List.of(
                    new Check("P1", "nothing", s -> missing(s, Map.of(), "prompt, action")),
                    new Check("P2", "no action", s -> missing(s, Map.of("prompt", "x"), "action")),
                    new Check(
                            "P3",
                            "no prompt",
                            s -> missing(s, Map.of("action", "generate"), "prompt")),
                    new Check(
                            "P4",
                            "no action, for a stream",
                            s -> missing(s, Map.of("prompt", "x", "stream", true), "action")),
                    new Check(
                            "P5",
                            "an empty prompt is a prompt",
                            s -> assertThat(s.whole(with("prompt", "")).status()).isEqualTo(200)),
                    new Check(
                            "P6",
                            "a width between the multiples",
                            s -> refused(s, "width", 500, "width must be a multiple of 8 from 64")),
                    new Check(
                            "P7",
                            "sides out of range",
                            s -> {
                                refused(s, "width", 56, "width must be", "got 56");
                                refused(s, "height", 4096, "height must be", "got 4096");
                            }),
                    new Check("P8", "numbers out of range", ParameterChecks::ranges),
                    new Check(
                            "P9",
                            "names that are not known",
                            s -> {
                                refused(
                                        s,
                                        "sampler",
                                        "nope",
                                        "sampler must be one of DDIM",
                                        "nope");
                                refused(
                                        s,
                                        "style",
                                        "nope",
                                        "style must be one of 3d-model",
                                        "nope");
                                refused(
                                        s,
                                        "model",
                                        "nope",
                                        "The specified engine (ID nope) was not found.");
                            }),
                    new Check(
                            "P10",
                            "an action that is not known",
                            s -> {
                                refused(s, "action", "nope", "action must be one of generate");
                                assertThat(s.whole(G).status()).isEqualTo(200);
                            }),
                    new Check(
                            "P11",
                            "values of other types",
                            s -> {
                                refused(s, "steps", "ten", "steps must be a whole number", "ten");
                                refused(s, "prompt", Map.of(), "prompt must be a string");
                                refused(s, "width", List.of(512), "width must be");
                                refused(s, "cfg_scale", true, "cfg_scale must be");
                                refused(s, "steps", 1.5, "steps must be a whole number", "1.5");
                                refused(s, "seed", "1e999999999", "seed must be");
                            }),
                    new Check("P12", "what is not JSON, or no object", ParameterChecks::notJson),
                    new Check("P13", "53 MB", ParameterChecks::large),
                    new Check(
                            "P14",
                            "several parts",
                            s ->
                                    assertThat(
                                                    post(
                                                                    s,
                                                                    "multipart/form-data;"
                                                                            + " boundary=x",
                                                                    "--x--")
                                                            .body())
                                            .contains("Missing parameters: prompt, action")),
                    new Check(
                            "P15",
                            "a prompt that is too long",
                            s ->
                                    refused(
                                            s,
                                            "prompt",
                                            "x".repeat(2001),
                                            "at most 2000 characters")));

    private ParameterChecks() {}

    private static void missing(Service service, Map<String, Object> body, String names) {
        var answer = service.send(service.json("/image/sdxl", body));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"success\":false,\"error\":\"Missing parameters: " + names + "\"}");
    }

    /** A stream fails with one event, JSON with 400; both say the same. */
    private static void refused(Service service, String name, Object value, String... words) {
        var events = service.stream(with(name, value));
        assertThat(events.response().statusCode()).isEqualTo(200);
        assertThat(events.all()).hasSize(1);
        assertThat(events.last().path("status").stringValue()).isEqualTo("failed");
        var answer = service.whole(with(name, value));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("success").booleanValue()).isFalse();
        assertThat(answer.error())
                .isEqualTo(events.last().path("error").stringValue())
                .contains(words)
                .doesNotContain("Exception");
    }

    private static void ranges(Service service) {
        refused(service, "steps", 0, "steps must be a whole number from 1 to 150, got 0");
        refused(service, "steps", 500, "steps", "500");
        refused(service, "cfg_scale", 99, "cfg_scale must be from 0 to 35, got 99");
        refused(service, "number", 50, "number must be a whole number from 1 to 10, got 50");
        refused(service, "seed", -1, "seed must be");
        refused(service, "seed", 1e16, "seed must be");
        refused(service, "strength", 2, "strength must be from 0 to 1, got 2");
    }

    private static void notJson(Service service) {
        for (String body : List.of("{", "\"text\"", "5", "{}{}", "{\"a\":\u0000}", "nul")) {
            var answer = post(service, "application/json", body);
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"success\":false,\"error\":\"The body ");
        }
        assertThat(post(service, "application/json", "[]").body()).contains("Missing parameters");
        assertThat(post(service, "application/json; charset=utf-16", "{}").statusCode())
                .isEqualTo(415);
    }

    private static void large(Service service) {
        var answer =
                new Answer(
                        post(
                                service,
                                "application/json",
                                "{\"image\":\"" + "A".repeat(53_000_000) + "\"}"));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.error()).contains("52428800");
    }

    private static HttpResponse<String> post(Service service, String type, String body) {
        return service.send(
                service.request("/image/sdxl")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body)));
    }
}
