package dev.easel.server.job;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs that wait or are worked on in this process, and who watches them. Thread-safe. */
@Component
public final class ActiveJobs {
    private final JobEvents events;
    private final PictureStore pictures;
    private final WorkTimes times = new WorkTimes(System::nanoTime);
    private final Map<UUID, ActiveJob> jobs = new ConcurrentHashMap<>();

    ActiveJobs(JobEvents events, PictureStore pictures) {
        this.events = events;
        this.pictures = pictures;
    }

    /** Begins to know a job. */
    void begin(ActiveJob job) {
        events.open(job.id());
        jobs.put(job.id(), job);
    }

    /** {@return the job of an id; absent where it has ended or is somebody else's} */
    public Optional<ActiveJob> find(UUID id) {
        return Optional.ofNullable(jobs.get(id));
    }

    List<ActiveJob> all() {
        return List.copyOf(jobs.values());
    }

    /**
     * Tells those who watch a job of a new state.
     *
     * @return whether the job went on until now
     */
    boolean publish(ActiveJob job, JobState state) {
        switch (state) {
            case JobState.Generating generating -> times.saw(job, generating);
            case JobState.Done _ -> times.done(job);
            case JobState.Queued _, JobState.Failed _, JobState.Cancelled _ -> {}
        }
        return events.publish(job.id(), state);
    }

    /** {@return how long the jobs take that are worked on} */
    WorkTimes times() {
        return times;
    }

    /** {@return the newest state of a job; absent where nobody works on it any more} */
    Optional<JobState> state(UUID job) {
        return events.watch(job)
                .map(watch -> {
                    try (watch) {
                        return watch.now().state();
                    }
                });
    }

    /** {@return the job for somebody who asks; absent where nobody works on it any more} */
    Optional<Job> watch(ActiveJob job) {
        job.onWatched();
        var watch = events.watch(job.id());
        if (watch.isEmpty()) {
            onLeft(job);
        }
        return watch.map(w -> new Job(job.id(), job.isResumable(), w, () -> onLeft(job)));
    }

    private void onLeft(ActiveJob job) {
        if (job.onLeft()) {
            dropUnlessLasting(job);
        }
    }

    /** Forgets a job on which nobody works any more. */
    public void end(ActiveJob job) {
        if (jobs.remove(job.id(), job)) {
            times.ended(job.id());
            events.close(job.id());
            if (job.onEnded()) {
                dropUnlessLasting(job);
            }
        }
    }

    private void dropUnlessLasting(ActiveJob job) {
        if (!job.isResumable()) {
            pictures.delete(job.id());
        }
    }
}
