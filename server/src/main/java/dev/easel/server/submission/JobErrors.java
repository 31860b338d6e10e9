package dev.easel.server.submission;

import dev.easel.server.error.ApiException;
import dev.easel.server.job.JobState;

/** What HTTP says of a job that has ended without pictures, to who waited for it. */
public final class JobErrors {
    private static final int RETRY_SECONDS = 5;

    private JobErrors() {}

    /** {@return the status for a reason} */
    public static int status(JobState.Reason reason) {
        return switch (reason) {
            case INVALID -> 400;
            case UNAVAILABLE -> 503;
            case INTERNAL -> 500;
        };
    }

    /** {@return the failure of a job} */
    public static ApiException of(JobState.Failed failed) {
        int status = status(failed.reason());
        return status == 503
                ? later(failed.sentence())
                : ApiException.of(status, failed.sentence());
    }

    /** {@return that somebody took the job back} */
    public static ApiException cancelled() {
        return ApiException.of(status(JobState.Reason.INTERNAL), "The job was cancelled");
    }

    /** {@return what may succeed if it is sent again after a while} */
    static ApiException later(String sentence) {
        return ApiException.later(503, sentence, RETRY_SECONDS);
    }
}
