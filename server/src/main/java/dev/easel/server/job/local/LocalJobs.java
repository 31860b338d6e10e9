package dev.easel.server.job.local;

import dev.easel.server.job.ActiveJobs;
import dev.easel.server.job.JobQueue;
import dev.easel.server.job.JobRunner;
import dev.easel.server.job.JobSettings;
import dev.easel.server.job.Jobs;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;

/** Starts the workers of this process with the server, and ends their jobs in order. */
@Component
final class LocalJobs implements SmartLifecycle {
    private static final Duration LAST_STEP = Duration.ofSeconds(15);

    private final Jobs jobs;
    private final Workers workers;

    LocalJobs(
            JobSettings settings, Jobs jobs, JobQueue queue, ActiveJobs active, JobRunner runner) {
        this.jobs = jobs;
        this.workers = new Workers(settings.inFlight(), queue, active, runner);
    }

    @Override
    public void start() {
        jobs.open();
        workers.start();
    }

    /** Ends all jobs at their next step; those that are resumable wait in the store. */
    @Override
    public void stop() {
        jobs.shut();
        workers.takeNoMore();
        jobs.endForNow();
        workers.await(LAST_STEP);
    }

    @Override
    public boolean isRunning() {
        return jobs.isOpen();
    }
}
