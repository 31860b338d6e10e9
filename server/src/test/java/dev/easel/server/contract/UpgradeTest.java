package dev.easel.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.contract.Service.Answer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A database of the first version: a server at commit c91c509 with easel-mini alone was killed
 * while one of these jobs was worked on and three waited.
 */
@Tag("slow")
class UpgradeTest {
    private static final String DONE = "309c5c84-3828-4387-980d-fce03b06d5cd";
    private static final String FAILED = "7f8c896f-43f3-4cf9-9132-f9701dcda7e2";
    private static final String RUNNING = "4dfc16fe-e4f8-4fa4-b34f-311e3efb2c77";

    /** With a style, words as a number, an unknown key, and the idempotency key {@code old-key}. */
    private static final String STYLED = "3c928a98-bbbb-484c-85b7-a48b28cf890a";

    private static final String OLD_BODY =
            """
            {"action": "generate", "width": 64, "height": 64, "steps": 3, "seed": 42,
             "prompt": "a red heart", "negative_prompt": "green", "style": "tile-texture",
             "sampler": "K_EULER_ANCESTRAL", "cfg_scale": "5.5", "stream": false,
             "ratio": {"a": 1}}
            """;

    /** From a picture of 64x48. */
    private static final String IMG2IMG = "9592b4af-6371-4584-a65f-575019a61855";

    /** Of a picture of 48x32. */
    private static final String UPSCALE = "2d926644-7acd-4adc-9209-fb41b81779c2";

    private static final String CANCELLED = "abef4193-c187-4817-83ec-f27ea3868fd4";

    @TempDir private Path folder = Path.of("");

    private Service upgraded() throws IOException {
        var database = Files.createDirectories(folder.resolve("data").resolve("database"));
        try (var old = getClass().getResourceAsStream("version1.mv.db")) {
            Files.copy(Objects.requireNonNull(old), database.resolve("easel.mv.db"));
        }
        return Service.bare(folder, Map.of("keep-jobs", "36500d"));
    }

    private static JsonNode job(Service service, String id) {
        return new Answer(service.send(service.request("/jobs/" + id))).json();
    }

    /** {@return the job once it has ended, as the stream of its events does} */
    private static JsonNode ended(Service service, String id) {
        assertThat(service.send(service.request("/jobs/" + id + "/events")).statusCode())
                .isEqualTo(200);
        return job(service, id);
    }

    @Test
    void jobsThatHadEndedCanBeAskedFor() throws IOException {
        try (var service = upgraded()) {
            var done = job(service, DONE);
            assertThat(done.path("status").stringValue()).isEqualTo("done");
            assertThat(done.path("cost").decimalValue()).isEqualByComparingTo("0.000004");
            var results = done.path("results");
            assertThat(results.valueStream().map(r -> r.path("seed").longValue()))
                    .containsExactly(42L, 43L);
            assertThat(results.path(0).path("id").stringValue())
                    .isEqualTo("085ad5ef-50ad-48f3-8964-8ffe8220f996");
            assertThat(results.path(1).path("base64").stringValue()).hasSize(5328);
            assertThat(Picture.of(results.path(1)).size()).isEqualTo("64x64");
            var failed = job(service, FAILED);
            assertThat(failed.path("status").stringValue()).isEqualTo("failed");
            assertThat(failed.path("error").stringValue()).startsWith("width must be a multiple");
            assertThat(job(service, CANCELLED).path("status").stringValue()).isEqualTo("cancelled");
        }
    }

    /** Of those that had ended nothing is known but their model and their pictures. */
    @Test
    void jobsOfBeforeAreInTheGallery() throws IOException {
        try (var service = upgraded()) {
            var jobs = JobClient.of(service);
            assertThat(ended(service, STYLED).path("status").stringValue()).isEqualTo("done");
            assertThat(jobs.ids("?status=done")).contains(DONE, STYLED);
            var done = jobs.get("/jobs/" + DONE).json();
            assertThat(done.path("request").isNull()).isTrue();
            assertThat(done.path("pictures").toString())
                    .isEqualTo(
                            "[{\"n\":1,\"width\":64,\"height\":64,\"seed\":42},"
                                    + "{\"n\":2,\"width\":64,\"height\":64,\"seed\":43}]");
            assertThat(jobs.get("/jobs/" + DONE + "/pictures/2?width=176").status()).isEqualTo(200);
            var styled = jobs.list("?words=heart").getFirst();
            assertThat(styled.path("id").stringValue()).isEqualTo(STYLED);
            assertThat(styled.path("request").path("prompt").stringValue()).contains("a red heart");
        }
    }

    @Test
    void jobsThatHadNotEndedRun() throws IOException {
        try (var service = upgraded()) {
            for (var id : List.of(RUNNING, STYLED, IMG2IMG, UPSCALE)) {
                assertThat(ended(service, id).path("status").stringValue())
                        .as(id)
                        .isEqualTo("done");
            }
            assertThat(Picture.of(job(service, IMG2IMG).path("results").path(0)).size())
                    .isEqualTo("64x64");
            assertThat(Picture.of(job(service, UPSCALE).path("results").path(0)).size())
                    .isEqualTo("96x64");
            assertThat(job(service, STYLED).path("results").path(0).path("base64"))
                    .isEqualTo(again(service));
        }
        try (var service = Service.bare(folder, Map.of("keep-jobs", "36500d"))) {
            assertThat(job(service, STYLED).path("results").size()).isEqualTo(1);
        }
    }

    /** The same body is the same job still, spaces aside. */
    @Test
    void idempotencyKeysStandForTheJobsThatTheyStoodFor() throws IOException {
        try (var service = upgraded()) {
            assertThat(keyed(service, OLD_BODY).path("id").stringValue()).isEqualTo(STYLED);
            assertThat(keyed(service, OLD_BODY.replace("5.5", "5")).path("error").stringValue())
                    .contains("Idempotency-Key was used before");
        }
    }

    private static JsonNode keyed(Service service, String body) {
        var request =
                service.request("/image/sdxl")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "old-key")
                        .POST(BodyPublishers.ofString(body));
        return new Answer(service.send(request)).json();
    }

    /** {@return the picture of the same values, sent now} */
    private static JsonNode again(Service service) {
        var request =
                service.request("/image/sdxl")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(OLD_BODY));
        var answer = new Answer(service.send(request));
        assertThat(answer.status()).isEqualTo(200);
        return answer.result().path("base64");
    }
}
