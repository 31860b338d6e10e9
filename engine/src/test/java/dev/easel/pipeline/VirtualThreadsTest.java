package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.RgbImage;
import dev.easel.tensor.ThreadSettings;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/**
 * A virtual thread goes on with another thread of the system after each wait: for its turn, for a
 * listener that waits for something, for nothing but politeness.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("ThreadPriorityCheck") // a yield lets another thread carry this one
class VirtualThreadsTest {
    private static final int ROUNDS = 12;
    private static final int THREADS = 8;

    private static final TextToImage REQUEST =
            TextToImage.of("a red fox").withSize(64, 64).withSteps(3);

    private ImageGenerator generator;
    private List<RgbImage> expected;

    @BeforeAll
    void drawOnAPlatformThread() {
        generator = TinyModels.sdxl();
        expected = IntStream.range(0, THREADS).mapToObj(i -> draw(i, StepListener.NONE)).toList();
    }

    @AfterAll
    void close() {
        generator.close();
    }

    @Test
    void picturesAreThoseOfPlatformThreads() throws Exception {
        drawRounds(StepListener.NONE);
    }

    @Test
    void aListenerMayWait() throws Exception {
        // Each waits until another has come by: all of them are parked most of the time.
        var handedOver = new Semaphore(1);
        drawRounds(_ -> {
            handedOver.acquireUninterruptibly();
            Thread.yield();
            handedOver.release();
        });
    }

    /** Pictures alone would not tell: few operations fail, or differ, where a setting was lost. */
    @Test
    void whileOneDrawsNothingIsSetThatItsNextWaitWouldLose() throws Exception {
        assertThat(settingsWhileDrawing()).containsOnly(true);
        Callable<List<Boolean>> drawing = this::settingsWhileDrawing;
        assertThat(onVirtualThreads(List.of(drawing)).getFirst()).containsOnly(false);
    }

    private List<Boolean> settingsWhileDrawing() {
        List<Boolean> seen = new ArrayList<>();
        draw(0, _ -> seen.add(ThreadSettings.skipGradients()));
        return seen;
    }

    @Test
    void aModelMayBeLoadedOnAVirtualThread() throws Exception {
        var drawn =
                onVirtualThreads(() -> {
                    try (var own = TinyModels.sdxl()) {
                        return own.generate(REQUEST.withSeed(0), _ -> Thread.yield())
                                .getFirst()
                                .image();
                    }
                });
        assertThat(drawn).containsOnly(expected.getFirst());
    }

    private void drawRounds(StepListener listener) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(
                            onVirtualThreads(
                                    IntStream.range(0, THREADS)
                                            .<Callable<RgbImage>>mapToObj(
                                                    i -> () -> draw(i, listener))
                                            .toList()))
                    .isEqualTo(expected);
        }
    }

    private static <T> List<T> onVirtualThreads(Callable<T> work) throws Exception {
        return onVirtualThreads(IntStream.range(0, THREADS / 2).mapToObj(_ -> work).toList());
    }

    private static <T> List<T> onVirtualThreads(List<Callable<T>> work)
            throws InterruptedException, ExecutionException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (var future : executor.invokeAll(work)) {
                results.add(future.get());
            }
            return results;
        }
    }

    private RgbImage draw(long seed, StepListener listener) {
        return generator.generate(REQUEST.withSeed(seed), listener).getFirst().image();
    }
}
