package dev.easel.server.contract;

import static dev.easel.server.contract.Service.with;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many clients at the same time, of whom some leave. */
@Isolated("it counts what native memory this process holds")
@Tag("slow")
class LoadTest {
    private static final int STREAMS = 200;
    private static final Map<String, Object> SMALL =
            with("width", 64, "height", 64, "steps", 4, "sampler", "K_EULER");

    /** A leak of 80 kB a stream is more than this in a round. */
    private static final long SLACK_BYTES = 16L << 20;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Random random = new Random(5);

    @TempDir private Path folder = Path.of("");

    @Test
    void ofManyStreamsThoseThatStayEndWithTheirPictures() throws Exception {
        try (var service = Service.start(folder, Map.of())) {
            round(service); // the first one loads, and warms up what is kept
            round(service);
            var before = Holdings.now();

            round(service);

            assertThat(holdingsOnceBackAt(before))
                    .matches(after -> after.isBackAt(before, SLACK_BYTES), "as before: " + before);
        }
    }

    /** {@return what is in use once that is no more than before, or when patience ends} */
    private static Holdings holdingsOnceBackAt(Holdings before) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        var now = Holdings.now();
        while (!now.isBackAt(before, SLACK_BYTES) && System.nanoTime() < end) {
            now = Holdings.now(); // some who left are at their last step
        }
        return now;
    }

    private void round(Service service) throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> staying = new ArrayList<>();
            List<Future<String>> leaving = new ArrayList<>();
            for (int i = 0; i < STREAMS / 2; i++) {
                int events = random.nextInt(6);
                staying.add(open(clients, service, Integer.MAX_VALUE));
                leaving.add(open(clients, service, events));
            }
            for (var stream : staying) {
                assertThat(stream.get())
                        .contains("\"status\":\"done\"")
                        .contains("\"base64\":\"iVBOR");
            }
            for (var stream : leaving) {
                assertThat(stream.get()).isNotNull();
            }
        }
        assertThat(service.whole(SMALL).status()).isEqualTo(200);
    }

    private static Future<String> open(ExecutorService clients, Service service, int events) {
        return clients.submit(() -> {
            try (var stream = EventClient.open(service, SMALL)) {
                String last = "";
                for (int i = 0; i < events; i++) {
                    var event = stream.next();
                    if (event.isEmpty()) {
                        break;
                    }
                    last = event.get();
                }
                return last;
            }
        });
    }
}
