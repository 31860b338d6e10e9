package dev.easel.server.contract;

import static dev.easel.server.contract.Service.with;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.golden.Golden;
import dev.easel.server.access.KeyAdministration.Made;
import dev.easel.server.contract.Service.Answer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Jobs that outlive their clients, and what becomes of the others. */
@Tag("slow")
class JobsTest {
    private static final Map<String, Object> QUICK =
            with("width", 64, "height", 64, "steps", 3, "seed", 42, "stream", false);
    private static final Map<String, Object> LONG =
            with("width", 512, "height", 512, "steps", 150, "number", 10);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir private Path folder = Path.of("");

    private static HttpResponse<String> later(Service service, Map<String, Object> body) {
        return service.send(service.json("/image/sdxl", body).header("Prefer", "respond-async"));
    }

    /** {@return where to look for a job that nobody waits for} */
    private static String begun(Service service, Map<String, Object> body) {
        return later(service, body).headers().firstValue("Location").orElse("");
    }

    private static HttpResponse<String> keyed(Service s, String key, Map<String, Object> body) {
        return s.send(s.json("/image/sdxl", body).header("Idempotency-Key", key));
    }

    private static JsonNode job(Service service, String path) {
        return new Answer(service.send(service.request(path))).json();
    }

    /** The events' stream ends with the job. */
    private static String awaitEnd(Service service, String path) {
        return service.send(service.request(path + "/events")).body();
    }

    @Test
    void whoDoesNotWaitIsToldWhereToLook() throws IOException {
        try (var service = Service.start(folder, Map.of())) {
            var accepted = later(service, QUICK);
            assertThat(accepted.statusCode()).isEqualTo(202);
            String path = accepted.headers().firstValue("Location").orElse("");
            assertThat(path).startsWith("/jobs/");

            var events = awaitEnd(service, path);
            assertThat(events).startsWith("id: ").contains("\ndata: {").endsWith("\n\n");

            var job = job(service, path);
            assertThat(job.path("status").stringValue()).isEqualTo("done");
            assertThat(job.path("results").size()).isEqualTo(1);
            assertThat(job.path("results").path(0).path("base64").stringValue())
                    .isEqualTo(service.whole(QUICK).base64());
        }
    }

    @Test
    void aJobIsTakenBack() throws IOException {
        try (var service = Service.start(folder, Map.of())) {
            String path = begun(service, LONG);
            var answer = new Answer(service.send(service.request(path).DELETE()));

            assertThat(answer.json().path("status").stringValue()).isEqualTo("cancelled");
            assertThat(awaitEnd(service, path)).contains("\"cancelled\"");
        }
    }

    @Test
    void aJobThatHasEndedIsDeleted() throws IOException {
        try (var service = Service.start(folder, Map.of())) {
            var key = service.keys().withBudget("b6", "1");
            var request =
                    service.anonymousJson("/image/sdxl", QUICK)
                            .header("Authorization", key.apiToken())
                            .header("x-captcha-token", key.captchaToken())
                            .header("Idempotency-Key", "b6");
            assertThat(service.send(request).statusCode()).isEqualTo(200);
            String path =
                    "/jobs/" + new Answer(service.send(request)).json().path("id").stringValue();
            assertThat(as(service, key, path, "DELETE").statusCode()).isEqualTo(204);
            assertThat(as(service, key, path, "GET").statusCode()).isEqualTo(404);
            assertThat(as(service, key, path, "DELETE").statusCode()).isEqualTo(404);
            assertThat(service.keys().bookings("b6")).isOne();
        }
    }

    private static HttpResponse<String> as(Service service, Made key, String path, String method) {
        return service.send(
                service.anonymous(path)
                        .header("Authorization", key.apiToken())
                        .method(method, BodyPublishers.noBody()));
    }

    @Test
    void aJobThatIsNotThereIsNotFound() throws IOException {
        try (var service = Service.start(folder, Map.of())) {
            for (String id : new String[] {UUID.randomUUID().toString(), "nope", "..%2f"}) {
                assertThat(service.send(service.request("/jobs/" + id)).statusCode())
                        .isIn(400, 404);
            }
        }
    }

    @Test
    void theSameKeyAndBodyAreTheSameJob() throws IOException {
        try (var service = Service.start(folder, Map.of())) {
            var first = new Answer(keyed(service, "k1", QUICK)).json();
            var again = new Answer(keyed(service, "k1", QUICK)).json();
            assertThat(again).isEqualTo(first);
            assertThat(first.path("status").stringValue()).isEqualTo("done");

            assertThat(keyed(service, "k1", with("stream", false)).statusCode()).isEqualTo(409);
            assertThat(new Answer(keyed(service, "k2", QUICK)).json().path("id"))
                    .isNotEqualTo(first.path("id"));
            assertThat(keyed(service, "k".repeat(256), QUICK).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void manyAtTheSameTimeWithTheSameKeyAreTheSameJob() throws Exception {
        try (var service = Service.start(folder, Map.of());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 5; round++) {
                String key = "race-" + round;
                List<Future<HttpResponse<String>>> answers = new ArrayList<>();
                for (int i = 0; i < 16; i++) {
                    answers.add(threads.submit(() -> keyed(service, key, QUICK)));
                }
                Set<JsonNode> different = new HashSet<>();
                for (var answer : answers) {
                    different.add(new Answer(answer.get()).json());
                }
                assertThat(different).hasSize(1);
                assertThat(different.iterator().next().path("status").stringValue())
                        .isEqualTo("done");
            }
        }
    }

    @Test
    void jobsGoOnWhenTheServerStartsAgain() throws IOException {
        String path;
        try (var service = Service.start(folder, Map.of())) {
            path = begun(service, with("steps", 60));
        }
        try (var service = Service.restart(folder)) {
            awaitEnd(service, path);
            assertThat(job(service, path).path("status").stringValue()).isEqualTo("done");
        }
    }

    @Test
    void stoppingTheServerIsNoFaultOfAJob() throws IOException {
        String path;
        try (var service = Service.start(folder, Map.of())) {
            path = begun(service, LONG);
            awaitWork(service, path);
        }
        for (int i = 0; i < 2; i++) {
            try (var service = Service.restart(folder)) {
                awaitWork(service, path);
            }
        }
    }

    private static void awaitWork(Service service, String path) {
        String status = "queued";
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (status.equals("queued")) {
            assertThat(System.nanoTime()).as("%s begins", path).isLessThan(end);
            status = job(service, path).path("status").stringValue();
        }
        assertThat(status).isEqualTo("generating");
    }

    @Test
    void aFullQueueRefuses() throws IOException {
        try (var service = Service.start(folder, Map.of("in-flight", "1", "queue-length", "1"))) {
            String first = begun(service, LONG);
            awaitWork(service, first);
            String second = begun(service, LONG);
            assertThat(second).isNotEmpty();
            var refused = new Answer(keyed(service, "again", QUICK));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.error()).contains("queue is full");
            var stream = service.stream(QUICK);
            assertThat(stream.response().statusCode()).isEqualTo(200);
            assertThat(stream.last().path("error").stringValue()).contains("queue is full");
            for (String path : List.of(second, first)) {
                service.send(service.request(path).DELETE());
            }
            assertThat(keyed(service, "again", QUICK).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aModelOfTheOperatorsIsTakenByItsNameAsSoonAsItIsThere() throws IOException {
        var asked = with("model", "my fox", "width", 64, "height", 64, "steps", 1);
        try (var service = Service.bare(folder, Map.of())) {
            var refused = service.whole(asked);
            assertThat(refused.error())
                    .isEqualTo("The specified engine (ID my fox) was not found.");
            Path models = Files.createDirectories(folder.resolve("models"));
            Files.createSymbolicLink(
                    models.resolve("my fox"), Golden.folder().resolve("models/sd15"));
            var drawn = service.whole(asked);
            assertThat(drawn.status()).as("%s", drawn.json()).isEqualTo(200);
            assertThat(drawn.response().headers().firstValue("X-Easel-Model")).contains("my fox");
        }
    }

    @Test
    void aModelThatIsNotHereIsToldWithWhatBringsIt() throws IOException {
        try (var service = Service.bare(folder, Map.of())) {
            var answer = service.whole(with("model", "sd-1.5"));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error())
                    .startsWith("The specified engine (ID sd-1.5) was not found")
                    .contains("its weights are not on this server", "./easel pull sd-1.5")
                    .doesNotContain(folder.toString());
        }
    }

    @Test
    void easelMiniStandsInForSdxlUnlessThatIsTurnedOff() throws IOException {
        var small = with("width", 64, "height", 64, "steps", 1);
        try (var service = Service.bare(folder, Map.of())) {
            var headers = service.whole(small).response().headers();
            assertThat(headers.firstValue("X-Easel-Model")).contains("easel-mini");
            assertThat(headers.firstValue("X-Easel-Notes").orElse("")).contains("easel-mini");
        }
        try (var service = Service.bare(folder, Map.of("mini-fallback", "false"))) {
            assertThat(service.whole(small).status()).isEqualTo(400);
        }
    }
}
