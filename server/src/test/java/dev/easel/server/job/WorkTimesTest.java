package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.easel.server.billing.Usd;
import dev.easel.server.job.JobQueue.Readiness;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

class WorkTimesTest {
    private final AtomicLong now = new AtomicLong(7);
    private final WorkTimes times = new WorkTimes(now::get);

    private static ActiveJob job() {
        return job(512, Readiness.LOADED);
    }

    private static ActiveJob job(int width, Readiness readiness) {
        var summary = new Task.Summary("jobs", "sdxl", width, 512, 10, 1);
        return new ActiveJob(
                UUID.randomUUID(), TestParts.order(false), new SizedTask(summary, readiness));
    }

    /** A task that is never begun. */
    private record SizedTask(Summary summary, Readiness readiness) implements Task {
        @Override
        public Usd cost() {
            return TestParts.COST;
        }

        @Override
        public Usd charge() {
            return TestParts.COST;
        }

        @Override
        public long heldBytes() {
            return 0;
        }

        @Override
        public Optional<Work> claim() {
            return Optional.empty();
        }
    }

    private void pass(double seconds) {
        now.addAndGet(Duration.ofMillis(Math.round(seconds * 1000)).toNanos());
    }

    private void step(ActiveJob job, double fraction) {
        times.saw(job, new JobState.Generating(fraction, 0, 0));
    }

    private static void assertSeconds(OptionalDouble found, double expected) {
        assertThat(found).isPresent();
        assertThat(found.orElseThrow()).isCloseTo(expected, within(1e-6));
    }

    @Test
    void nothingIsKnownBeforeTheFirstStep() {
        var job = job();
        assertThat(times.left(job.id())).isEmpty();
        step(job, 0);
        pass(5);
        assertThat(times.left(job.id())).isEmpty();
        assertThat(times.untilDone(job(), List.of())).isEmpty();
    }

    @Test
    void theFirstStepCountsOnlyUntilTheSecond() {
        var job = job();
        step(job, 0);
        pass(10);
        step(job, 0.1);
        assertSeconds(times.left(job.id()), 90);
        pass(1);
        step(job, 0.2);
        assertSeconds(times.left(job.id()), 8);
        pass(0.5);
        assertSeconds(times.left(job.id()), 7.5);
        pass(60);
        assertSeconds(times.left(job.id()), 0);
    }

    @Test
    void aStateWithoutAStepChangesNothing() {
        var job = job();
        step(job, 0);
        pass(1);
        step(job, 0.5);
        pass(0.25);
        step(job, 0.5);
        assertSeconds(times.left(job.id()), 0.75);
    }

    @Test
    void whatWaitsIsDoneAfterAllThatIsAhead() {
        var job = job();
        step(job, 0);
        pass(10);
        step(job, 0.1);
        pass(1);
        step(job, 0.2);
        // a whole job takes the device 10 seconds; of this one eight are left
        assertSeconds(times.untilDone(job(), List.of()), 18);
        assertSeconds(times.untilDone(job(), List.of(job(), job())), 38);
    }

    @Test
    void jobsThatShareTheDeviceHaveAPartOfItEach() {
        var one = job();
        var two = job();
        for (var job : List.of(one, two)) {
            step(job, 0);
        }
        for (int i = 1; i <= 60; i++) { // two seconds a step each, half of them for the other
            pass(1);
            step(one, i / 100.0);
            pass(1);
            step(two, i / 100.0);
        }
        assertThat(times.left(two.id()).orElseThrow()).isCloseTo(80, within(0.1));
        double waiting = times.untilDone(job(), List.of()).orElseThrow();
        assertThat(waiting).isCloseTo(40 + 40 + 100, within(1.0));
        times.ended(one.id());
        assertThat(times.untilDone(job(), List.of()).orElseThrow()).isCloseTo(140, within(1.0));
    }

    /** Ten seconds of steps, three of decoding, after a while of loading. */
    private void make(ActiveJob job, double loading) {
        step(job, 0);
        if (loading > 0) {
            times.loads(job);
            pass(loading);
            times.loaded(job);
            step(job, 0);
        }
        for (int i = 1; i <= 10; i++) {
            pass(1);
            step(job, i / 10.0);
        }
        pass(3);
        times.done(job);
        times.ended(job.id());
    }

    @Test
    void decodingTakesAsLongAsLastTimeAndMoreForLargerPictures() {
        make(job(), 0);

        var small = job();
        step(small, 0);
        assertSeconds(times.left(small.id()), 13);
        pass(10);
        step(small, 1);
        assertSeconds(times.left(small.id()), 3);
        pass(2);
        assertSeconds(times.left(small.id()), 1);
        assertSeconds(times.untilDone(job(1024, Readiness.LOADED), List.of()), 1 + 26);
    }

    @Test
    void aModelThatHasLeftTheMemoryIsLoadedAgain() {
        make(job(), 20);

        assertSeconds(times.untilDone(job(), List.of()), 13);
        var cold = job(512, Readiness.POSSIBLE);
        assertSeconds(times.untilDone(cold, List.of()), 33);
        assertSeconds(times.untilDone(cold, List.of(job(512, Readiness.POSSIBLE))), 20 + 13 + 13);
        step(cold, 0);
        times.loads(cold);
        pass(5);
        assertSeconds(times.left(cold.id()), 15 + 13);
        assertSeconds(times.untilDone(job(), List.of()), 15 + 13 + 13);
        pass(40);
        assertSeconds(times.left(cold.id()), 13);
        times.loaded(cold);
        pass(1);
        assertSeconds(times.left(cold.id()), 12);
    }

    @Test
    void loadingIsNoStep() {
        var job = job();
        step(job, 0);
        times.loads(job);
        pass(100);
        times.loaded(job);
        pass(2);
        step(job, 0.1);

        assertSeconds(times.left(job.id()), 18);
    }

    @Test
    void whoWaitsForTheSameModelDoesNotLoadItTwice() {
        make(job(), 20);
        var first = job();
        var second = job();
        step(first, 0);
        times.loads(first);
        pass(8);
        step(second, 0);
        times.loads(second);
        assertSeconds(times.left(second.id()), 12 + 2 * 13);
        pass(12);
        times.loaded(first);
        times.loaded(second);

        assertSeconds(times.untilDone(job(512, Readiness.POSSIBLE), List.of()), 13 + 13 + 33);
    }

    @Test
    void aModelThatCannotBeLoadedIsNotWaitedFor() {
        make(job(), 20);
        var broken = job();
        step(broken, 0);
        times.loads(broken);
        pass(2);
        times.ended(broken.id());

        assertSeconds(times.untilDone(job(), List.of()), 13);
    }

    @Test
    void aJobThatJustBeganIsJudgedByThoseBefore() {
        var before = job();
        step(before, 0);
        pass(4);
        step(before, 1);
        times.ended(before.id());
        var job = job();
        step(job, 0);
        pass(1);
        assertSeconds(times.left(job.id()), 3);
    }
}
