package dev.easel.server.contract;

import static dev.easel.server.contract.A1111Client.info;
import static dev.easel.server.contract.A1111Client.small;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.server.access.KeyAdministration.Made;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Keys on A1111's paths, and what callers see of each other: nothing. */
class A1111CallersTest extends Served {
    private static final Map<String, Object> LONG =
            small("steps", 150, "n_iter", 10, "width", 256, "height", 256);

    private Optional<Made> key = Optional.empty();

    @Override
    Service open(Path folder) throws IOException {
        var service = Service.start(folder, Map.of());
        key = Optional.of(service.keys().any());
        return service;
    }

    private static String basic(Made key) {
        var text = "anybody:" + key.apiToken();
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private HttpResponse<String> get(String path, String authorization) {
        return service().send(service().anonymous(path).header("Authorization", authorization));
    }

    private HttpResponse<String> post(String path, Object body, String authorization) {
        return service()
                .send(service().anonymousJson(path, body).header("Authorization", authorization));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private String mine() {
        return basic(key.orElseThrow());
    }

    @Test
    void aKeyIsAPasswordOrABearersToken() {
        var path = "/sdapi/v1/sd-models";
        assertThat(json(get(path, mine()))).isNotEmpty();
        assertThat(json(get(path, "Bearer " + key.orElseThrow().apiToken()))).isNotEmpty();
        for (String wrong : List.of("", "Basic bm9ib2R5OnBhc3M=", "Basic !", "Bearer x")) {
            var answer = get(path, wrong);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Basic");
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"error\":\"HTTPException\",\"detail\":\"Unauthorized\",\"body\":\"\","
                                + "\"errors\":\"\"}");
        }
    }

    @Test
    void plansHoldAndARequestIsMadeOnceForItsIdempotencyKey() {
        var poor = basic(service().keys().withBudget("poor", "1"));
        service().keys().setUsed("poor", "1");
        assertThat(post("/sdapi/v1/txt2img", small(), poor).statusCode()).isEqualTo(400);
        var once =
                service()
                        .anonymousJson("/sdapi/v1/txt2img", small())
                        .header("Authorization", mine())
                        .header("Idempotency-Key", "one");
        var first = json(service().send(once));
        assertThat(json(service().send(once)).path("images")).isEqualTo(first.path("images"));
        var other =
                service()
                        .anonymousJson("/sdapi/v1/txt2img", small("steps", 2))
                        .header("Authorization", mine())
                        .header("Idempotency-Key", "one");
        assertThat(service().send(other).statusCode()).isEqualTo(409);
    }

    @Test
    void whoDoesNotWaitIsToldWhereTheJobIs() {
        var answer =
                service()
                        .send(
                                service()
                                        .anonymousJson("/sdapi/v1/txt2img", small())
                                        .header("Authorization", mine())
                                        .header("Prefer", "respond-async"));
        assertThat(answer.statusCode()).isEqualTo(202);
        String job = answer.headers().firstValue("Location").orElseThrow();
        var bearer = "Bearer " + key.orElseThrow().apiToken();
        assertThat(get(job, bearer).statusCode()).isEqualTo(200);
    }

    /** As Open WebUI does: it changes one value of the map, and sends all of it back. */
    @Test
    void optionsAreKeptForEachKey() {
        var path = "/sdapi/v1/options";
        var other = basic(service().keys().any());
        var map = json(get(path, mine()));
        assertThat(map.path("sd_model_checkpoint").stringValue()).isEqualTo("sdxl");
        var sent = JsonMapper.shared().createObjectNode();
        map.properties().forEach(e -> sent.set(e.getKey(), e.getValue()));
        sent.put("sd_model_checkpoint", "sd-1.5").put("outdir_samples", "/elsewhere");
        assertThat(json(post(path, sent, mine())).isNull()).isTrue();

        assertThat(json(get(path, mine())).path("sd_model_checkpoint").stringValue())
                .isEqualTo("sd-1.5");
        assertThat(json(get(path, other)).path("sd_model_checkpoint").stringValue())
                .isEqualTo("sdxl");
        var made = json(post("/sdapi/v1/txt2img", small(), mine()));
        assertThat(info(made).path("sd_model_name").stringValue()).isEqualTo("sd-1.5");
        assertThat(post(path, Map.of("sd_model_checkpoint", "nobody's"), mine()).statusCode())
                .isEqualTo(404);
        json(post(path, Map.of("sd_model_checkpoint", "sdxl"), mine()));
        assertThat(json(get(path, mine())).path("sd_model_checkpoint").stringValue())
                .isEqualTo("sdxl");
    }

    /** What SillyTavern asks for before its first picture; lists of names, or objects with them. */
    @Test
    void whatProgramsAskForAtTheirStartIsThere() {
        for (String list :
                List.of("upscalers", "samplers", "schedulers", "sd-models", "prompt-styles")) {
            var answer = json(get("/sdapi/v1/" + list, mine()));
            assertThat(answer).isNotEmpty();
            assertThat(answer.path(0).path(list.equals("sd-models") ? "title" : "name").isString())
                    .isTrue();
        }
        for (String empty :
                List.of(
                        "latent-upscale-modes",
                        "sd-vae",
                        "hypernetworks",
                        "face-restorers",
                        "realesrgan-models",
                        "script-info",
                        "loras")) {
            assertThat(json(get("/sdapi/v1/" + empty, mine())).toString()).isEqualTo("[]");
        }
        for (String map : List.of("cmd-flags", "scripts", "embeddings", "memory", "options")) {
            assertThat(json(get("/sdapi/v1/" + map, mine()))).isNotEmpty();
        }
        for (String refreshed : List.of("checkpoints", "embeddings", "vae")) {
            var path = "/sdapi/v1/refresh-" + refreshed;
            assertThat(json(post(path, Map.of(), mine())).isNull()).isTrue();
        }
        for (String managed : List.of("unload-checkpoint", "reload-checkpoint")) {
            assertThat(json(post("/sdapi/v1/" + managed, Map.of(), mine())).isObject()).isTrue();
        }
        var description = json(get("/openapi/a1111.json", ""));
        var schemas = description.path("components").path("schemas");
        assertThat(schemas.at("/TextToImage/properties/steps/default").intValue()).isEqualTo(50);
        assertThat(description.path("paths").has("/sdapi/v1/img2img")).isTrue();
        var slash = get("/sdapi/v1/options/", mine());
        assertThat(slash.statusCode()).isEqualTo(200);
    }

    @Test
    void aTaskIsSeenAndEndedByItsCallerAlone() throws Exception {
        var other = basic(service().keys().any());
        var body = small("steps", 150, "n_iter", 10, "force_task_id", "task(mine)");
        body.putAll(Map.of("width", 256, "height", 256));
        var made = CompletableFuture.supplyAsync(() -> post("/sdapi/v1/txt2img", body, mine()));
        var progress = awaited(mine(), it -> it.path("current_image").isString());
        assertThat(progress.path("progress").doubleValue()).isBetween(0.001, 1.0);
        assertThat(progress.path("eta_relative").doubleValue()).isPositive();
        assertThat(progress.path("current_task").stringValue()).isEqualTo("task(mine)");
        assertThat(progress.path("state").path("job_count").intValue()).isEqualTo(10);
        assertThat(progress.path("state").path("sampling_steps").intValue()).isEqualTo(150);
        byte[] preview = Base64.getDecoder().decode(progress.path("current_image").stringValue());
        assertThat(preview).startsWith((byte) 0xFF, (byte) 0xD8);
        var named = json(post("/internal/progress", Map.of("id_task", "task(mine)"), mine()));
        assertThat(named.path("active").booleanValue()).isTrue();
        assertThat(named.path("live_preview").stringValue()).startsWith("data:image/jpeg;base64,");

        for (String end : List.of("interrupt", "skip")) {
            assertThat(post("/sdapi/v1/" + end, Map.of(), other).statusCode()).isEqualTo(200);
        }
        var ofOther = json(get("/sdapi/v1/progress", other));
        assertThat(ofOther.path("progress").doubleValue()).isZero();
        assertThat(ofOther.path("state").path("job_count").intValue()).isZero();
        var unseen = json(post("/internal/progress", Map.of("id_task", "task(mine)"), other));
        assertThat(unseen.path("active").booleanValue()).isFalse();
        assertThat(made).isNotDone();

        json(post("/sdapi/v1/interrupt", Map.of(), mine()));
        var answer = json(made.get());
        assertThat(answer.path("images")).isEmpty();
        var idle = awaited(mine(), it -> it.path("progress").doubleValue() == 0);
        assertThat(idle.path("current_image").isNull()).isTrue();
        var ended = json(post("/internal/progress", Map.of("id_task", "task(mine)"), mine()));
        assertThat(ended.path("completed").booleanValue()).isTrue();
    }

    private JsonNode awaited(String authorization, Predicate<JsonNode> wanted) {
        var progress = json(get("/sdapi/v1/progress", authorization));
        while (!wanted.test(progress)) {
            progress = json(get("/sdapi/v1/progress", authorization));
        }
        return progress;
    }

    @Test
    void tasksThatWaitAreListedForTheirCaller() throws Exception {
        var waiter = basic(service().keys().any());
        var made = CompletableFuture.supplyAsync(() -> post("/sdapi/v1/txt2img", LONG, waiter));
        awaited(waiter, it -> it.path("progress").doubleValue() > 0);
        assertThat(json(get("/internal/pending-tasks", waiter)).path("size").intValue()).isZero();
        json(post("/sdapi/v1/skip", Map.of(), waiter));
        assertThat(json(made.get()).path("images")).isEmpty();
    }

    @Test
    void aServerWithoutTheProtocolHasNoneOfIt(@TempDir Path folder) throws IOException {
        try (var without = Service.bare(folder, Map.of("protocols", "imagesdxl"))) {
            assertThat(without.send(without.anonymous("/sdapi/v1/options")).statusCode())
                    .isEqualTo(404);
            var post = without.anonymous("/sdapi/v1/interrupt").POST(BodyPublishers.noBody());
            assertThat(without.send(post).statusCode()).isEqualTo(404);
        }
    }
}
