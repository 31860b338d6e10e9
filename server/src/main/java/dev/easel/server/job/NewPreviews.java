package dev.easel.server.job;

import dev.easel.server.job.JobState.Generating;
import dev.easel.server.job.JobState.Preview;

/** Lets each preview of a job through once, however many states have it. For one reader. */
public final class NewPreviews {
    private int told;

    /** {@return the state, without a preview that was told before} */
    public JobState of(JobState state) {
        if (!(state instanceof Generating generating)) {
            return state;
        }
        int number = generating.preview().map(Preview::number).orElse(0);
        boolean isNew = number > told;
        told = Math.max(number, told);
        return isNew ? state : generating.withoutPreview();
    }
}
