package dev.easel.server.job;

import dev.easel.server.billing.Usd;
import dev.easel.server.job.JobState.Reason;

import java.time.Duration;
import java.util.List;

/** What the store knows of jobs on which nobody works here. */
final class StoredStates {
    /** What is said of a job that has not ended in the store, and on which nobody works. */
    static final String LOST = "The server has lost the job; send the request again";

    private StoredStates() {}

    /**
     * {@return the last state of a job}
     *
     * @param lost what is said of a job that has not ended in the store
     */
    static JobState last(StoredJob stored, List<PictureRef> pictures, String lost) {
        return switch (stored.state()) {
            case QUEUED, GENERATING -> new JobState.Failed(Reason.INTERNAL, lost);
            case DONE -> new JobState.Done(stored.cost().orElse(Usd.ZERO), pictures);
            case FAILED ->
                    new JobState.Failed(
                            stored.reason().orElse(Reason.INTERNAL),
                            stored.error().orElse("It failed"));
            case CANCELLED -> new JobState.Cancelled();
        };
    }

    /** {@return a view of a job that does not change any more} */
    static JobEvents.Watch watch(JobState last) {
        var event = new JobEvents.Event(0, last);
        return new JobEvents.Watch() {
            @Override
            public JobEvents.Event now() {
                return event;
            }

            @Override
            public JobEvents.Event await(long version, Duration atMost) {
                return event;
            }

            @Override
            public JobEvents.Event awaitEnd(Duration atMost) {
                return event;
            }

            @Override
            public void close() {
                // it holds nothing
            }
        };
    }
}
