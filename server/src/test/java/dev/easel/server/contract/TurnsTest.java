package dev.easel.server.contract;

import static dev.easel.server.contract.Service.with;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.contract.Service.Answer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whose turn it is: on the device from step to step, and in the queue from job to job. */
@Tag("slow")
class TurnsTest {
    private static final int LONG_STEPS = 150;
    private static final int BRIEF_STEPS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir private Path folder = Path.of("");

    /**
     * Three others make about as many steps as the brief job has, each: it takes about four times
     * as long as alone, however long they are.
     */
    @Test
    void aBriefJobHasEveryFourthTurnBesideThreeLongOnes() throws IOException {
        try (var service = Service.bare(folder, Map.of())) {
            service.whole(picture(BRIEF_STEPS)); // loads the model
            List<String> others = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                others.add(begun(service, picture(LONG_STEPS)));
            }
            others.forEach(path -> awaitProgress(service, path));
            var before = others.stream().map(path -> steps(service, path)).toList();

            var brief = service.whole(picture(BRIEF_STEPS));

            var after = others.stream().map(path -> steps(service, path)).toList();
            assertThat(brief.json().path("status").stringValue()).isEqualTo("done");
            for (int i = 0; i < others.size(); i++) {
                // Beside its steps there are the texts, the pixels and the request itself.
                assertThat(after.get(i) - before.get(i)).isBetween(1L, 2L * BRIEF_STEPS);
                service.send(service.request(others.get(i)).DELETE());
            }
        }
    }

    private static Map<String, Object> picture(int steps) {
        return with("width", 256, "height", 256, "steps", steps);
    }

    private static String begun(Service service, Map<String, Object> body) {
        return service.send(service.json("/image/sdxl", body).header("Prefer", "respond-async"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private static void awaitProgress(Service service, String path) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (steps(service, path) == 0) {
            assertThat(System.nanoTime()).as("%s begins", path).isLessThan(end);
        }
    }

    private static long steps(Service service, String path) {
        var job = new Answer(service.send(service.request(path))).json();
        assertThat(job.path("status").stringValue()).isIn("queued", "generating");
        return Math.round(job.path("progress").doubleValue() * LONG_STEPS);
    }

    /** Of two models the budget has place for one: the job that came first has to wait for it. */
    @Test
    void jobsOfTheLoadedModelGoFirstButNotForEver() throws IOException {
        long budget = bytesOfParts(Service.GOLDEN.resolve("sd15")); // SDXL's are fewer here
        var settings = Map.of("in-flight", "1", "model-memory", Long.toString(budget));
        try (var service = Service.start(folder, settings)) {
            String first = begun(service, with("steps", 150, "number", 10));
            awaitProgress(service, first);
            begun(service, small("sd-1.5"));
            List<String> loaded =
                    IntStream.range(0, 12).mapToObj(_ -> begun(service, small("sdxl"))).toList();

            service.send(service.request(first).DELETE());

            service.send(service.request(loaded.getLast() + "/events"));
            assertThat(service.keys().modelsOfDoneJobs())
                    .containsExactlyElementsOf(
                            Stream.of(
                                            IntStream.range(0, 8).mapToObj(_ -> "sdxl"),
                                            Stream.of("sd-1.5"),
                                            IntStream.range(0, 4).mapToObj(_ -> "sdxl"))
                                    .flatMap(names -> names)
                                    .toList());
        }
    }

    private static Map<String, Object> small(String model) {
        return with("model", model, "width", 64, "height", 64, "steps", 1);
    }

    private static long bytesOfParts(Path model) throws IOException {
        try (var files = Files.walk(model)) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .filter(file -> !model.equals(file.getParent()))
                    .mapToLong(TurnsTest::size)
                    .sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
