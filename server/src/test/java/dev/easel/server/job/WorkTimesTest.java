package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
        return new ActiveJob(
                UUID.randomUUID(),
                TestParts.order(false),
                new TestParts.PictureTask(Optional::empty));
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
