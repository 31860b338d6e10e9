package dev.easel.server.contract;

import static dev.easel.server.contract.Service.with;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.ImageCodec;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looking through jobs and their pictures. */
@Tag("slow")
class GalleryTest {
    @TempDir private Path folder = Path.of("");

    private static Map<String, Object> small(String prompt) {
        return Map.of("prompt", prompt, "width", 64, "height", 64, "steps", 1, "model", "sd-1.5");
    }

    private static String id(JsonNode job) {
        return job.path("id").stringValue();
    }

    @Test
    void jobsAreListedPageByPageAndFound() throws IOException {
        try (var service = Service.start(folder, Map.of("rate-limit", "0"))) {
            var jobs = JobClient.of(service);
            var all = new ArrayList<String>();
            for (String prompt : List.of("A red FOX", "a blue fox", "100% bear", "a cat", "owl")) {
                all.addFirst(id(jobs.done(small(prompt))));
            }
            service.stream(with("width", 64, "height", 64, "steps", 1)); // it is not kept
            assertThat(jobs.ids("")).isEqualTo(all);
            var listed = jobs.list("?limit=1").getFirst();
            var whole = jobs.get("/jobs/" + all.getFirst() + "?results=none").json();
            assertThat(listed.path("results").size()).isZero();
            assertThat(listed.propertyNames()).doesNotContain("success");
            listed.properties()
                    .forEach(e -> assertThat(whole.path(e.getKey())).isEqualTo(e.getValue()));

            assertThat(paged(jobs, 2)).isEqualTo(all);
            assertThat(jobs.ids("?words=fox")).containsExactly(all.get(3), all.get(4));
            assertThat(jobs.ids("?words=FOX%20red")).containsExactly(all.get(4));
            assertThat(jobs.ids("?words=0%25")).containsExactly(all.get(2));
            assertThat(jobs.ids("?model=SD-1.5&limit=1")).containsExactly(all.getFirst());
            assertThat(jobs.ids("?model=sdxl")).isEmpty();
            assertThat(jobs.ids("?status=done,failed")).isEqualTo(all);
            assertThat(jobs.ids("?status=queued")).isEmpty();
            var since = jobs.list("?limit=2").getLast().path("created").stringValue();
            assertThat(jobs.ids("?since=" + since)).isEqualTo(all.subList(0, 2));
            assertThat(jobs.ids("?until=" + since)).isEqualTo(all.subList(2, 5));
            assertThat(jobs.ids("?since=%1$s&until=%1$s".formatted(since))).isEmpty();

            // whoever deletes the last one of a page goes on behind it all the same
            assertThat(jobs.delete("/jobs/" + all.get(1)).status()).isEqualTo(204);
            assertThat(jobs.ids("?before=" + all.get(1))).isEqualTo(all.subList(2, 5));
        }
    }

    private static List<String> paged(JobClient jobs, int limit) {
        var ids = new ArrayList<String>();
        String before = "";
        do {
            var page = jobs.get("/jobs?limit=" + limit + before).json();
            page.path("jobs").forEach(job -> ids.add(id(job)));
            assertThat(page.path("jobs").size()).isLessThanOrEqualTo(limit);
            before = "&before=" + page.path("next").asString("");
            assertThat(before)
                    .satisfiesAnyOf(
                            next -> assertThat(next).isEqualTo("&before="),
                            next -> assertThat(next).endsWith(ids.getLast()));
        } while (!before.equals("&before="));
        return ids;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=0|limit must be a whole number from 1 to 200, got 0",
                "before=x|before must be the id of a job, got x",
                "before=00000000-0000-4000-8000-000000000000|before must be the id of a job of"
                        + " yours that is there",
                "since=noon|since must be a time such as 2026-11-30T12:00:00Z, got noon",
                "until=2026-11-30|until must be a time such as 2026-11-30T12:00:00Z, got"
                        + " 2026-11-30",
                "status=lost|status must be one of queued, generating, done, failed, cancelled, got"
                        + " lost"
            })
    void aWrongQuestionIsOneSentence(String query, String sentence) {
        try (var service = Service.bare(folder, Map.of())) {
            var answer = JobClient.of(service).get("/jobs?" + query);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo(sentence);
        }
    }

    @Test
    void picturesAreFilesThatDoNotChange() throws IOException {
        try (var service = Service.start(folder, Map.of("rate-limit", "0"))) {
            var jobs = JobClient.of(service);
            var job = jobs.done(with("number", 2, "width", 512, "height", 256, "steps", 1));
            String path = "/jobs/" + id(job) + "/pictures/";
            var second = jobs.file(jobs.request(path + 2));
            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(second.headers().firstValue("Content-Type")).contains("image/png");
            assertThat(second.headers().firstValue("Cache-Control"))
                    .contains("private, max-age=31536000, immutable");
            assertThat(second.body())
                    .isEqualTo(
                            Base64.getDecoder()
                                    .decode(
                                            job.path("results")
                                                    .path(1)
                                                    .path("base64")
                                                    .stringValue()));
            assertThat(size(jobs, path + "1?width=176")).isEqualTo("176x88");
            assertThat(size(jobs, path + "1?width=352")).isEqualTo("352x176");
            assertThat(size(jobs, path + "1?width=352")).isEqualTo("352x176");
            assertThat(jobs.get(path + "1?width=177").error())
                    .isEqualTo("width must be one of 176, 352, got 177");

            var tag = second.headers().firstValue("ETag").orElseThrow();
            var again = jobs.file(jobs.request(path + 2).header("If-None-Match", tag));
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            for (String n : List.of("0", "3", "01", "x", "-1")) {
                assertThat(jobs.get(path + n).status()).as(n).isEqualTo(404);
            }
        }
    }

    private static String size(JobClient jobs, String path) {
        var answer = jobs.file(jobs.request(path));
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(answer.body()).startsWith(0xFF, 0xD8);
        var size = ImageCodec.size(answer.body());
        return size.width() + "x" + size.height();
    }

    @Test
    void picturesAreDeletedOneByOneAndTheJobWithTheLast() throws IOException {
        try (var service = Service.start(folder, Map.of("rate-limit", "0"))) {
            var jobs = JobClient.of(service);
            String path = "/jobs/" + id(jobs.done(with("number", 2, "width", 64, "steps", 1)));
            assertThat(jobs.delete(path + "/pictures/1").status()).isEqualTo(204);
            assertThat(jobs.delete(path + "/pictures/1").status()).isEqualTo(404);
            var left = jobs.get(path).json();
            assertThat(left.path("pictures").size()).isOne();
            assertThat(left.path("pictures").path(0).path("n").intValue()).isEqualTo(2);
            assertThat(left.path("results").size()).isOne();
            assertThat(jobs.get(path + "/pictures/1").status()).isEqualTo(404);
            assertThat(jobs.delete(path + "/pictures/2").status()).isEqualTo(204);
            assertThat(jobs.get(path).status()).isEqualTo(404);
            assertThat(jobs.ids("")).isEmpty();
        }
    }

    @Test
    void everyKeySeesItsOwn() throws IOException {
        try (var service = Service.start(folder, Map.of("rate-limit", "0"))) {
            var anna = new JobClient(service, Optional.of(service.keys().withBudget("anna", "9")));
            var bob = new JobClient(service, Optional.of(service.keys().withBudget("bob", "9")));
            String path = "/jobs/" + id(anna.done(small("a secret")));
            assertThat(anna.ids("")).hasSize(1);
            assertThat(bob.ids("")).isEmpty();
            for (String of : List.of(path, path + "/events", path + "/pictures/1")) {
                assertThat(bob.get(of).status()).as(of).isEqualTo(404);
                assertThat(JobClient.of(service).get(of).status()).as(of).isEqualTo(401);
            }
            assertThat(bob.delete(path + "/pictures/1").status()).isEqualTo(404);
            assertThat(bob.get("/jobs?before=" + path.substring(6)).status()).isEqualTo(400);
            assertThat(anna.get(path + "/pictures/1").status()).isEqualTo(200);
        }
    }

    @Test
    void whatTakesTooMuchRoomIsForgottenAtTheStart() throws IOException {
        String path;
        try (var service = Service.start(folder, Map.of("rate-limit", "0"))) {
            path = "/jobs/" + id(JobClient.of(service).done(small("a fox")));
        }
        try (var service = Service.bare(folder, Map.of("rate-limit", "0"))) {
            assertThat(JobClient.of(service).get(path).json().path("results").size()).isOne();
        }
        try (var service = Service.bare(folder, Map.of("keep-bytes", "1", "rate-limit", "0"))) {
            long end = System.nanoTime() + 60_000_000_000L;
            while (JobClient.of(service).get(path).status() != 404) {
                assertThat(System.nanoTime()).as("it is forgotten").isLessThan(end);
            }
        }
    }

    private static final String ANSWER = "/responses/200/content/application~1json/schema/$ref";

    @Test
    void theDescriptionHasTheKeysThatJobsHave() throws IOException {
        try (var service = Service.start(folder, Map.of("rate-limit", "0"))) {
            var jobs = JobClient.of(service);
            var document = jobs.get("/openapi/jobs.json").json();
            var schemas = document.path("components").path("schemas");
            var described = schemas.path("Job").path("properties").propertyNames();
            var job = jobs.get("/jobs/" + id(jobs.done(small("a fox")))).json();
            assertThat(described).containsAll(job.propertyNames().stream().skip(1).toList());
            assertThat(schemas.path("JobRequest").path("properties").propertyNames())
                    .containsAll(job.path("request").propertyNames());
            var elsewhere = jobs.get("/openapi.json").json().path("paths").path("/jobs/{id}");
            for (String method : List.of("get", "delete")) {
                assertThat(elsewhere.path(method).at(ANSWER).stringValue())
                        .isEqualTo("/openapi/jobs.json#/components/schemas/JobAnswer");
            }
            assertThat(schemas.path("JobAnswer").isObject()).isTrue();
            assertThat(document.path("paths").propertyNames())
                    .containsExactly(
                            "/jobs", "/jobs/{id}", "/jobs/{id}/events", "/jobs/{id}/pictures/{n}");
        }
    }
}
