package dev.easel.server.contract;

import static dev.easel.server.contract.Service.with;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.contract.JobClient.Event;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/** The events of jobs, for those who come late and come again. */
@Tag("slow")
class JobEventsTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void eventsTellStepsAndPreviewsAndEndWithThePictures() throws IOException {
        try (var service = Service.start(folder, Map.of("rate-limit", "0"))) {
            var jobs = JobClient.of(service);
            var path = jobs.begun(with("preview", true, "steps", 12, "number", 2));
            var events = jobs.events(jobs.request(path + "/events")).toList();

            assertThat(events)
                    .extracting(Event::id)
                    .isSortedAccordingTo(Comparator.naturalOrder())
                    .allMatch(id -> id > 0);
            var working = events.stream().filter(e -> e.status().equals("generating")).toList();
            assertThat(working).isNotEmpty();
            assertThat(working).anyMatch(e -> e.job().path("preview").asString("").length() > 100);
            assertThat(working)
                    .allSatisfy(e -> {
                        assertThat(e.job().path("steps").intValue()).isEqualTo(12);
                        assertThat(e.job().path("step").intValue()).isBetween(0, 12);
                        assertThat(e.job().path("position").isNull()).isTrue();
                        assertThat(e.job().path("started").isString()).isTrue();
                        assertThat(e.job().path("results").size()).isZero();
                    });
            assertThat(working.getLast().job().path("seconds_left").isNumber()).isTrue();
            var last = events.getLast();
            assertThat(last.status()).isEqualTo("done");
            assertThat(last.job().path("results").size()).isEqualTo(2);
            assertThat(last.job().path("progress").isNull()).isTrue();
            assertThat(last.job().has("preview")).isFalse();

            var bare = jobs.events(jobs.request(path + "/events?results=none")).toList();
            assertThat(bare).hasSize(1);
            assertThat(bare.getFirst().job().path("results").size()).isZero();
            assertThat(bare.getFirst().job().path("pictures").size()).isEqualTo(2);
        }
    }

    @Test
    void whoHasSeenAnEventIsToldOfTheNext() throws IOException {
        try (var service = Service.start(folder, Map.of("rate-limit", "0", "in-flight", "1"))) {
            var jobs = JobClient.of(service);
            var first = jobs.begun(with("steps", 150, "number", 10));
            var second = jobs.begun(with("steps", 1, "width", 64, "height", 64));
            var waiting = jobs.get(second).json();
            assertThat(waiting.path("status").stringValue()).isEqualTo("queued");
            assertThat(waiting.path("position").intValue()).isZero();
            try (var stream = EventClient.get(service, second + "/events", "")) {
                var event = stream.nextWithId().orElseThrow();
                assertThat(event.status()).isEqualTo("queued");
                try (var again =
                        EventClient.get(service, second + "/events", Long.toString(event.id()))) {
                    assertThat(jobs.delete(first).status()).isEqualTo(200);
                    assertThat(again.nextWithId().orElseThrow().id()).isGreaterThan(event.id());
                }
            }
            var done = jobs.ended(second);
            assertThat(done.path("status").stringValue()).isEqualTo("done");
            assertThat(jobs.get(first).json().path("status").stringValue()).isEqualTo("cancelled");
            var last = jobs.events(jobs.request(second + "/events").header("Last-Event-ID", "x"));
            assertThat(last).hasSize(1);
        }
    }

    @Test
    void aJobGoesOnAfterARestartWithItsRequestAndHigherNumbers() throws IOException {
        String path;
        long seen;
        String created;
        try (var service = Service.start(folder, Map.of("rate-limit", "0"))) {
            var jobs = JobClient.of(service);
            path =
                    jobs.begun(
                            with(
                                    "steps", 150, "width", 128, "height", 128, "preview", true,
                                    "model", "sd-1.5"));
            try (var stream = EventClient.get(service, path + "/events", "")) {
                var event = stream.nextWithId().orElseThrow();
                seen = event.id();
                created = event.job().path("created").stringValue();
            }
        }
        try (var service = Service.bare(folder, Map.of("rate-limit", "0"))) {
            var jobs = JobClient.of(service);
            var request =
                    jobs.request(path + "/events").header("Last-Event-ID", Long.toString(seen));
            var events = jobs.events(request).toList();
            assertThat(events.getFirst().id()).isGreaterThan(seen);
            assertThat(events).anyMatch(e -> e.job().path("preview").asString("").length() > 100);
            var job = jobs.get(path).json();
            assertThat(job.path("status").stringValue()).isEqualTo("done");
            assertThat(job.path("created").stringValue()).isEqualTo(created);
            assertThat(job.path("request").path("prompt").stringValue()).isEqualTo("a cat");
            assertThat(jobs.ids("?words=cat")).hasSize(1);
        }
    }
}
