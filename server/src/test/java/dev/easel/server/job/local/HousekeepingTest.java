package dev.easel.server.job.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class HousekeepingTest {
    /** A job is kept at most this much longer than asked for. */
    @ParameterizedTest
    @CsvSource({"PT24H, PT1H", "PT1H, PT30M", "PT10S, PT5S", "PT1S, PT1S", "PT0S, PT1S"})
    void jobsAreLookedForInTheTimeThatTheyAreKept(Duration keepJobs, Duration pause) {
        assertThat(Housekeeping.pause(keepJobs)).isEqualTo(pause);
    }
}
