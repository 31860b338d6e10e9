package dev.easel.server.protocol.jobs;

import dev.easel.server.access.Caller;
import dev.easel.server.error.ApiException;
import dev.easel.server.job.Job;
import dev.easel.server.job.JobRefusedException;
import dev.easel.server.job.Jobs;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Component;

/** Finds jobs for their owners. */
@Component
final class OwnJobs {
    private static final int RETRY_SECONDS = 5;

    private final Jobs jobs;

    OwnJobs(Jobs jobs) {
        this.jobs = jobs;
    }

    /**
     * {@return the job of an id; close it}
     *
     * @throws ApiException 404 where there is none, or it is another's; 503 while the server starts
     *     or stops
     */
    Job find(String id, HttpServletRequest request) {
        try {
            return Asked.uuid(id)
                    .flatMap(known -> jobs.find(known, Caller.of(request).owner()))
                    .orElseThrow(OwnJobs::notFound);
        } catch (JobRefusedException e) {
            throw ApiException.later(503, e.sentence(), RETRY_SECONDS);
        }
    }

    static ApiException notFound() {
        return ApiException.of(404, "Job not found");
    }
}
