package dev.easel.server.job.local;

import dev.easel.server.job.JobSettings;
import dev.easel.server.job.Jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Deletes jobs that ended too long ago, and the oldest where their pictures take too much room:
 * when the server starts, and then every hour, or twice in the time that jobs are kept where that
 * is shorter.
 */
@Component
final class Housekeeping implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final JobSettings settings;
    private final Jobs jobs;
    private final Clock clock;
    private final ScheduledExecutorService tidying =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("easel-housekeeping").factory());
    private volatile boolean running;

    Housekeeping(JobSettings settings, Jobs jobs, Clock clock) {
        this.settings = settings;
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    public void start() {
        long pause = pause(settings.keepJobs()).toMillis();
        var _ = tidying.scheduleWithFixedDelay(this::tidy, 0, pause, TimeUnit.MILLISECONDS);
        running = true;
    }

    /** {@return how long to wait between two looks, from a second to an hour} */
    static Duration pause(Duration keepJobs) {
        var half = keepJobs.dividedBy(2);
        if (half.compareTo(LONGEST_PAUSE) > 0) {
            return LONGEST_PAUSE;
        }
        return half.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : half;
    }

    private void tidy() {
        try {
            jobs.forgetEndedBefore(clock.instant().minus(settings.keepJobs()));
            jobs.forgetOldestBeyond(settings.keepBytes());
        } catch (RuntimeException e) { // it would be the last time otherwise
            LOG.warn("Old jobs cannot be deleted", e);
        }
    }

    @Override
    public void stop() {
        running = false;
        tidying.close(); // what it deletes now needs the database, which is closed after it
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
