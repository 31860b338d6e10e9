package dev.easel.server.contract;

import static dev.easel.server.contract.Service.with;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many clients at the same time, of whom some leave. */
class LoadTest {
    private static final int STREAMS = 200;
    private static final Map<String, Object> SMALL =
            with("width", 64, "height", 64, "steps", 4, "sampler", "K_EULER");

    /** How much more memory may be in use after a round like the one before. */
    private static final long SLACK_BYTES = 60L << 20;

    private final Random random = new Random(5);

    @TempDir private Path folder = Path.of("");

    @Test
    void ofManyStreamsThoseThatStayEndWithTheirPictures() throws Exception {
        try (var service = Service.start(folder, Map.of())) {
            round(service); // the first one loads, and warms up what is kept
            round(service);
            var before = Memory.now();
            int threads = platformThreads();

            round(service);

            var after = Memory.now();
            assertThat(after.outside() - before.outside()).isLessThan(SLACK_BYTES);
            assertThat(after.heap() - before.heap()).isLessThan(SLACK_BYTES);
            assertThat(platformThreads()).isLessThanOrEqualTo(threads + 2);
        }
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
        // The last of those who left may still be at its step.
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

    @Test
    void aShortJobDoesNotWaitForLongOnes() throws Exception {
        try (var service = Service.start(folder, Map.of())) {
            var brief = with("steps", 10, "width", 256, "height", 256);
            var endless = with("steps", 150, "number", 10, "width", 256, "height", 256);
            service.whole(brief);
            List<EventClient> others = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                others.add(EventClient.open(service, endless));
            }
            for (var other : others) {
                while (!other.next().orElseThrow().contains("generating")) {}
            }
            assertThat(service.whole(brief).json().path("status").stringValue()).isEqualTo("done");
            // None of the long ones is near its end: the short one had its turns between theirs.
            for (var other : others) {
                assertThat(other.next().orElseThrow()).contains("generating");
                other.close();
            }
        }
    }

    private static int platformThreads() {
        return Thread.getAllStackTraces().size();
    }

    /** What the process holds beside the Java heap, and what lives in that, in bytes. */
    private record Memory(long outside, long heap) {
        /** The least of several readings: a collection's pages are given back a little after it. */
        static Memory now() {
            var runtime = Runtime.getRuntime();
            long outside = Long.MAX_VALUE;
            long heap = Long.MAX_VALUE;
            for (int i = 0; i < 20; i++) {
                runtime.gc();
                Pointer.trimMemory(); // what the allocator keeps for later is not in use
                outside = Math.min(outside, Pointer.physicalBytes() - runtime.totalMemory());
                heap = Math.min(heap, runtime.totalMemory() - runtime.freeMemory());
            }
            return new Memory(outside, heap);
        }
    }
}
