package dev.easel.server.contract;

import static dev.easel.clients.McpMessages.call;
import static dev.easel.clients.McpMessages.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.clients.McpMessages;
import dev.easel.pictures.ImageCodec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /mcp} by its own messages. */
@Timeout(120)
class McpTest extends Served {
    private static final Map<String, Object> SMALL =
            Map.of(
                    "prompt", "a cat", "model", "sd-1.5", "width", 64, "height", 64, "steps", 3,
                    "seed", 42);

    private static final Map<String, Object> LONG =
            Map.of("prompt", "a cat", "model", "sd-1.5", "width", 512, "height", 512, "steps", 150);

    @Override
    Service open(Path folder) throws IOException {
        return Service.start(folder, Map.of());
    }

    private Optional<String> key() {
        return Optional.of(service().keys().any().apiToken());
    }

    private static String image(JsonNode result) {
        var content = result.path("content").path(1);
        assertThat(content.path("type").stringValue()).as(result.toString()).isEqualTo("image");
        return content.path("data").stringValue();
    }

    private static String uri(JsonNode result) {
        return result.path("structuredContent").path("pictures").path(0).path("uri").stringValue();
    }

    private static byte[] pixels(String base64) {
        return ImageCodec.decode(Base64.getDecoder().decode(base64), ImageCodec.MAX_PIXELS)
                .image()
                .toBytes();
    }

    @Test
    void aPictureIsThatOfImageSdxl() {
        var made = service().keys().any();
        var shared = new HashMap<>(SMALL);
        shared.putAll(
                Map.of(
                        "negative_prompt",
                        "a dog",
                        "cfg_scale",
                        6.5,
                        "sampler",
                        "K_HEUN",
                        "style",
                        "anime"));
        var body = new HashMap<>(shared);
        body.putAll(Map.of("action", "generate", "stream", false));
        var answer =
                service()
                        .send(
                                service()
                                        .anonymousJson("/image/sdxl", body)
                                        .header("Authorization", made.apiToken())
                                        .header("x-captcha-token", made.captchaToken()));
        try (var wire = McpWire.begin(service(), Optional.of(made.apiToken()))) {
            var result = wire.result(call(1, "generate_image", shared));

            assertThat(pixels(image(result)))
                    .isEqualTo(pixels(new Service.Answer(answer).base64()));
        }
    }

    @Test
    void progressIsToldStepByStep() {
        try (var wire = McpWire.begin(service(), key())) {
            var messages = McpWire.messages(wire.post(call(1, "generate_image", SMALL)));

            var told =
                    messages.stream()
                            .filter(it ->
                                    it.path("method").asString("").equals("notifications/progress"))
                            .map(it -> it.path("params"))
                            .toList();
            assertThat(told).isNotEmpty();
            assertThat(told).allMatch(it -> it.path("progressToken").asString("").equals("p1"));
            var numbers = told.stream().map(it -> it.path("progress").doubleValue()).toList();
            assertThat(numbers).isSorted().doesNotHaveDuplicates();
            assertThat(messages.getLast().path("id").intValue()).isEqualTo(1);
        }
    }

    @Test
    void whatWasMadeIsChangedAndListedAndRead() {
        try (var wire = McpWire.begin(service(), key())) {
            var drawn = wire.result(call(1, "generate_image", SMALL));
            String uri = uri(drawn);
            var changed =
                    wire.result(
                            call(
                                    2,
                                    "edit_image",
                                    Map.of(
                                            "image",
                                            uri,
                                            "mask",
                                            uri,
                                            "prompt",
                                            "a dog",
                                            "model",
                                            "sd-1.5",
                                            "strength",
                                            0.2,
                                            "steps",
                                            3)));
            assertThat(pixels(image(changed))).isNotEqualTo(pixels(image(drawn)));
            var large = wire.result(call(3, "upscale_image", Map.of("image", uri)));
            assertThat(ImageCodec.size(Base64.getDecoder().decode(image(large))))
                    .isEqualTo(new ImageCodec.Size(128, 128));

            var listed = wire.result(message(4, "resources/list", Map.of()));
            assertThat(listed.path("resources").findValuesAsString("uri"))
                    .containsExactly(uri(large), uri(changed), uri);
            var read = wire.result(message(5, "resources/read", Map.of("uri", uri)));
            assertThat(read.path("contents").path(0).path("blob").stringValue())
                    .isEqualTo(image(drawn));
        }
    }

    @Test
    void aClientThatKnowsNoLinksGetsNone() {
        try (var wire = McpWire.begin(service(), key())) {
            var result = wire.result(call(1, "generate_image", SMALL));
            assertThat(result.path("content").findValuesAsString("type"))
                    .containsExactly("text", "image", "resource_link");
        }
        var old = new HashMap<>(McpMessages.begin());
        old.put("params", Map.of("protocolVersion", "2025-03-26"));
        try (var wire = McpWire.begin(service(), key(), old)) {
            var result = wire.result(call(1, "generate_image", SMALL));
            assertThat(result.path("content").findValuesAsString("type"))
                    .containsExactly("text", "image");
        }
    }

    @Test
    void aRequestThatIsTakenBackEndsWithoutAnAnswer() throws Exception {
        try (var wire = McpWire.begin(service(), key());
                var events = wire.open(call(7, "generate_image", LONG))) {
            assertThat(events.next()).isPresent();
            var answer =
                    wire.post(
                            Map.of(
                                    "jsonrpc",
                                    "2.0",
                                    "method",
                                    "notifications/cancelled",
                                    "params",
                                    Map.of("requestId", 7, "reason", "enough")));
            assertThat(answer.statusCode()).isEqualTo(202);
            for (var next = events.next(); next.isPresent(); next = events.next()) {
                assertThat(next.get().has("id")).isFalse();
            }
            assertThat(wire.result(message(8, "resources/list", Map.of())).path("resources"))
                    .isEmpty();
        }
        assertThat(service().keys().statesOfJobs("mcp")).contains("cancelled");
    }

    @Test
    void aClientThatLeavesTakesItsJobBack() throws Exception {
        var owner = service().keys().any();
        try (var wire = McpWire.begin(service(), Optional.of(owner.apiToken()))) {
            try (var events = wire.open(call(7, "generate_image", LONG))) {
                assertThat(events.next()).isPresent();
            }
        }
        var states = List.<String>of();
        while (!states.equals(List.of("cancelled"))) {
            states = service().keys().statesOfJobs(owner.id());
        }
    }

    @Test
    void anotherKeysSessionAndPicturesAreNotThere() {
        try (var wire = McpWire.begin(service(), key());
                var other = McpWire.begin(service(), key())) {
            String uri = uri(wire.result(call(1, "generate_image", SMALL)));

            var read = other.post(message(1, "resources/read", Map.of("uri", uri)));
            assertThat(error(read.body()).path("code").intValue()).isEqualTo(-32002);
            var change =
                    other.result(call(2, "edit_image", Map.of("image", uri, "prompt", "a dog")));
            assertThat(change.path("isError").booleanValue()).isTrue();
            var ping = other.request(bytes(message(3, "ping", Map.of())));
            ping.setHeader("Mcp-Session-Id", wire.session().orElseThrow());
            assertThat(service().send(ping).statusCode()).isEqualTo(404);
        }
    }

    private static byte[] bytes(Object message) {
        return JsonMapper.shared().writeValueAsBytes(message);
    }

    private static JsonNode error(String body) {
        return JsonMapper.shared().readTree(body).path("error");
    }

    @Test
    void whatIsNoMcpIsAnErrorOfTheProtocol() {
        try (var wire = McpWire.begin(service(), key())) {
            assertThat(refusal(wire, "nonsense")).isEqualTo("400 -32700");
            assertThat(refusal(wire, "[]")).isEqualTo("400 -32600");
            assertThat(refusal(wire, "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}"))
                    .isEqualTo("400 -32600");
            assertThat(refusal(wire, "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}"))
                    .isEqualTo("400 -32600");
            assertThat(refusal(wire, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"nope\"}"))
                    .isEqualTo("200 -32601");
            assertThat(
                            refusal(
                                    wire,
                                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"nope\"}}"))
                    .isEqualTo("200 -32602");
            assertThat(
                            refusal(
                                    wire,
                                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}"))
                    .isEqualTo("200 -32602");
        }
    }

    private String refusal(McpWire wire, String message) {
        var answer = service().send(wire.request(message.getBytes(StandardCharsets.UTF_8)));
        var last = McpWire.messages(answer).getLast();
        assertThat(last.path("error").path("message").stringValue()).isNotBlank();
        return answer.statusCode() + " " + last.path("error").path("code").intValue();
    }

    @Test
    void whoCallsOtherwiseIsToldSo() {
        var key = service().keys().any().apiToken();
        var listen = service().anonymous("/mcp").header("Authorization", key);
        var answer = service().send(listen.GET());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST, DELETE");

        var nobody = service().send(service().anonymousJson("/mcp", McpMessages.begin()));
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(error(nobody.body()).path("message").stringValue()).isEqualTo("Unauthorized");

        var form = service().anonymous("/mcp").header("Authorization", key);
        assertThat(service().send(form.POST(BodyPublishers.ofString("a=b"))).statusCode())
                .isEqualTo(415);
        var ping = message(1, "ping", Map.of());
        assertThat(
                        service()
                                .send(
                                        service()
                                                .anonymousJson("/mcp", ping)
                                                .header("Authorization", key))
                                .statusCode())
                .isEqualTo(400);
        var version =
                service()
                        .anonymousJson("/mcp", McpMessages.begin())
                        .header("Authorization", key)
                        .header("MCP-Protocol-Version", "1999-01-01");
        assertThat(service().send(version).statusCode()).isEqualTo(400);
        var slash =
                service().anonymousJson("/mcp/", McpMessages.begin()).header("Authorization", key);
        assertThat(service().send(slash).statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionEndsWhenItsClientSaysSo() {
        try (var wire = McpWire.begin(service(), key())) {
            var end = wire.request(new byte[0]).DELETE();
            assertThat(service().send(end).statusCode()).isEqualTo(204);
            assertThat(wire.post(message(1, "ping", Map.of())).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void withoutEventsTheAnswerIsOneObject() {
        try (var wire = McpWire.begin(service(), key())) {
            var request = wire.request(bytes(call(1, "generate_image", SMALL)));
            var answer = service().send(request.setHeader("Accept", "application/json"));

            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/json");
            var result = JsonMapper.shared().readTree(answer.body()).path("result");
            assertThat(pixels(image(result))).hasSize(64 * 64 * 3);
        }
    }

    @Test
    void aPictureIsPaidOnceAndWhatThePlanLeavesIsSaid() {
        var poor = service().keys().withBudget("poor", "0.5");
        try (var wire = McpWire.begin(service(), Optional.of(poor.apiToken()))) {
            var result = wire.result(call(1, "generate_image", SMALL));
            assertThat(result.path("structuredContent").path("cost").stringValue())
                    .isEqualTo("0.000003");
            assertThat(service().keys().bookings("poor")).isEqualTo(1);

            service().keys().setUsed("poor", "0.499999");
            var refused = wire.result(call(2, "generate_image", SMALL));
            assertThat(refused.path("isError").booleanValue()).isTrue();
            assertThat(refused.path("content").path(0).path("text").stringValue())
                    .isEqualTo("Plan limit reached");
        }
    }

    @Test
    void oneIdempotencyKeyIsOneJob() {
        try (var wire = McpWire.begin(service(), key())) {
            var first = idempotent(wire, 1);
            assertThat(idempotent(wire, 2)).isEqualTo(first);
        }
    }

    private String idempotent(McpWire wire, int id) {
        var request = wire.request(bytes(call(id, "generate_image", SMALL)));
        var answer = service().send(request.header("Idempotency-Key", "once"));
        return uri(McpWire.messages(answer).getLast().path("result"));
    }

    @Test
    void theModelsAreListedOnce() {
        try (var wire = McpWire.begin(service(), key())) {
            var values = wire.result(call(1, "list_models", Map.of())).path("structuredContent");
            assertThat(values.path("default").stringValue()).isEqualTo("sdxl");
            assertThat(values.path("models").findValuesAsString("name"))
                    .doesNotHaveDuplicates()
                    .startsWith("sdxl")
                    .contains("sd-1.5", "sd-768", "easel-mini");
        }
    }

    @Test
    void aServerThatServesOthersAloneHasNone(@TempDir Path folder) {
        try (var without = Service.bare(folder, Map.of("protocols", "imagesdxl"))) {
            assertThat(
                            without.send(without.anonymousJson("/mcp", McpMessages.begin()))
                                    .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aPageOfElsewhereIsRefusedWhileNoKeyExists(@TempDir Path folder) {
        try (var open = Service.bare(folder, Map.of())) {
            var own = open.anonymousJson("/mcp", McpMessages.begin());
            assertThat(open.send(own).statusCode()).isEqualTo(200);
            var other = open.anonymousJson("/mcp", McpMessages.begin());
            assertThat(open.send(other.header("Origin", "https://example.org")).statusCode())
                    .isEqualTo(403);
        }
    }
}
