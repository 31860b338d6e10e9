package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.access.Caller;
import dev.easel.server.error.ApiException;
import dev.easel.server.job.Job;
import dev.easel.server.job.JobRefusedException;
import dev.easel.server.job.Jobs;
import dev.easel.server.job.PictureStore;
import dev.easel.server.web.PageController;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** What became of a job, for those who did not wait for it. A key sees its own jobs alone. */
@PageController
final class JobsController {
    private static final int RETRY_SECONDS = 5;

    private final Jobs jobs;
    private final PictureStore pictures;

    JobsController(Jobs jobs, PictureStore pictures) {
        this.jobs = jobs;
        this.pictures = pictures;
    }

    @GetMapping("/jobs/{id}")
    void show(
            @PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try (var job = find(id, request)) {
            show(job, response);
        }
    }

    /** A job that has ended is deleted, with its pictures; any other is taken back. */
    @DeleteMapping("/jobs/{id}")
    void delete(
            @PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try (var job = find(id, request)) {
            if (jobs.delete(job)) {
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                return;
            }
            jobs.cancel(job);
        }
        show(id, request, response);
    }

    @GetMapping("/jobs/{id}/events")
    void follow(
            @PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        try (var job = find(id, request)) {
            new EventStream(response, pictures, true).follow(job);
        }
    }

    private void show(Job job, HttpServletResponse response) throws IOException {
        Reply.write(new ResultObject(job.id(), job.now().state(), pictures), 200, response);
    }

    private Job find(String id, HttpServletRequest request) {
        try {
            return uuid(id).flatMap(known -> jobs.find(known, Caller.of(request).owner()))
                    .orElseThrow(() -> ApiException.of(404, "Job not found"));
        } catch (JobRefusedException e) {
            throw ApiException.later(503, e.sentence(), RETRY_SECONDS);
        }
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
