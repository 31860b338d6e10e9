package dev.easel.server.job.local;

import dev.easel.server.job.JobSettings;
import dev.easel.server.job.Jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Deletes jobs that ended too long ago, when the server starts and every hour. */
@Component
final class Housekeeping implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final JobSettings settings;
    private final Jobs jobs;
    private final Clock clock;
    private final ScheduledExecutorService hours =
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
        var _ = hours.scheduleWithFixedDelay(this::tidy, 0, 1, TimeUnit.HOURS);
        running = true;
    }

    private void tidy() {
        try {
            jobs.forgetEndedBefore(clock.instant().minus(settings.keepJobs()));
        } catch (RuntimeException e) { // it would be the last time otherwise
            LOG.warn("Old jobs cannot be deleted", e);
        }
    }

    @Override
    public void stop() {
        running = false;
        hours.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
