package dev.easel.server.contract;

import static dev.easel.server.contract.Service.G;
import static dev.easel.server.contract.Service.with;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.contract.Service.Answer;
import dev.easel.server.contract.Service.Events;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Requests that want a stream and get their pictures. */
final class StreamChecks {
    static final List<Check> ALL =
            List.of(
                    new Check(
                            "T1",
                            "events of one line of JSON and nothing else",
                            StreamChecks::plain),
                    new Check("T2", "the same id and keys in each", StreamChecks::keys),
                    new Check(
                            "T3", "progress from 0 to 1 that never falls", StreamChecks::progress),
                    new Check("T4", "one last event, then the end", StreamChecks::end),
                    new Check(
                            "T5",
                            "the last event has no progress",
                            s -> assertThat(s.stream(G).last().path("progress").isNull()).isTrue()),
                    new Check("T6", "an event each second of work", StreamChecks::everySecond),
                    new Check("T7", "a stream where nothing is said", StreamChecks::usual),
                    new Check("T8", "stream:\"false\" is false", StreamChecks::falseText),
                    new Check("T9", "who leaves takes the job back", StreamChecks::leaving),
                    new Check("T10", "four at the same time", StreamChecks::four),
                    new Check("T14", "four large pictures in one line", StreamChecks::large));

    private StreamChecks() {}

    private static void plain(Service service) {
        var events = service.stream(G);
        assertThat(events.response().statusCode()).isEqualTo(200);
        var headers = events.response().headers();
        assertThat(headers.firstValue("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(headers.firstValue("x-accel-buffering")).contains("no");
        assertThat(headers.firstValue("cache-control").orElse("")).contains("no-cache");
        assertThat(events.all()).isNotEmpty();
    }

    private static void keys(Service service) {
        var events = service.stream(G).all();
        assertThat(events)
                .allSatisfy(event ->
                        assertThat(event.propertyNames())
                                .containsExactly(
                                        "cost", "results", "status", "progress", "id", "error"))
                .extracting(event -> event.path("id").stringValue())
                .containsOnly(events.getFirst().path("id").stringValue());
    }

    private static void progress(Service service) {
        var events = service.stream(G).all();
        double before = 0;
        for (var event : events.subList(0, events.size() - 1)) {
            assertThat(event.path("status").stringValue()).isIn("queued", "generating");
            assertThat(event.path("results").size()).isZero();
            assertThat(event.path("cost").isNull()).isTrue();
            assertThat(event.path("error").isNull()).isTrue();
            assertThat(event.path("progress").doubleValue()).isBetween(before, 1.0);
            before = event.path("progress").doubleValue();
        }
        assertThat(events.getFirst().path("progress").doubleValue()).isZero();
        assertThat(before).isPositive();
    }

    private static void end(Service service) {
        var events = service.stream(G);
        assertThat(events.all().stream().map(e -> e.path("status").stringValue()))
                .containsOnlyOnce("done")
                .endsWith("done");
        assertThat(Picture.of(events.last().path("results").path(0)).size()).isEqualTo("512x512");
    }

    private static void everySecond(Service service) throws Exception {
        long longest = 0;
        try (var stream =
                EventClient.open(service, with("steps", 150, "width", 256, "height", 256))) {
            long before = System.nanoTime();
            for (var event = stream.next(); event.isPresent(); event = stream.next()) {
                longest = Math.max(longest, System.nanoTime() - before);
                before = System.nanoTime();
                if (event.get().contains("\"done\"")) {
                    break;
                }
            }
        }
        assertThat(longest / 1e9).isLessThan(3); // one, on a machine that has nothing else to do
    }

    private static void usual(Service service) {
        var events = new Events(service.send(service.json("/image/sdxl", G)));
        assertThat(events.last().path("status").stringValue()).isEqualTo("done");
    }

    private static void falseText(Service service) {
        var answer = new Answer(service.send(service.json("/image/sdxl", with("stream", "false"))));
        assertThat(answer.json().path("success").booleanValue()).isTrue();
    }

    private static void leaving(Service service) throws Exception {
        String id;
        try (var stream = EventClient.open(service, with("steps", 150, "number", 10))) {
            id = JsonMapper.shared().readTree(stream.next().orElseThrow()).path("id").stringValue();
        }
        JsonNode job = job(service, id);
        while (!job.path("status").stringValue().equals("cancelled")) {
            assertThat(job.path("status").stringValue()).isIn("queued", "generating");
            job = job(service, id);
        }
        assertThat(service.whole(G).status()).isEqualTo(200);
    }

    private static void four(Service service) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Events>> streams = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                streams.add(threads.submit(() -> service.stream(G)));
            }
            List<String> ids = new ArrayList<>();
            for (var stream : streams) {
                assertThat(stream.get().last().path("status").stringValue()).isEqualTo("done");
                ids.add(stream.get().last().path("id").stringValue());
            }
            assertThat(ids).doesNotHaveDuplicates();
        }
    }

    private static void large(Service service) {
        var last =
                service.stream(with("number", 4, "width", 1024, "height", 1024, "steps", 1)).last();
        assertThat(last.path("results").size()).isEqualTo(4);
        assertThat(Picture.of(last.path("results").path(3)).size()).isEqualTo("1024x1024");
    }

    private static JsonNode job(Service service, String id) {
        return new Answer(service.send(service.request("/jobs/" + id))).json();
    }
}
