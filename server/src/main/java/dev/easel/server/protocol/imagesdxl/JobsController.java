package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.access.Caller;
import dev.easel.server.error.ApiException;
import dev.easel.server.job.Job;
import dev.easel.server.job.Jobs;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** What became of a job, for those who did not wait for it. A key sees its own jobs alone. */
@RestController
final class JobsController {
    private final Jobs jobs;

    JobsController(Jobs jobs) {
        this.jobs = jobs;
    }

    @GetMapping("/jobs/{id}")
    void show(
            @PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Reply.write(ResultObject.of(find(id, request)), 200, response);
    }

    @DeleteMapping("/jobs/{id}")
    void cancel(
            @PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var job = find(id, request);
        jobs.cancel(job);
        Reply.write(ResultObject.of(find(id, request)), 200, response);
    }

    @GetMapping("/jobs/{id}/events")
    void follow(
            @PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        new EventStream(response, true).follow(find(id, request));
    }

    private Job find(String id, HttpServletRequest request) {
        return uuid(id).flatMap(known -> jobs.find(known, Caller.of(request).owner()))
                .orElseThrow(() -> ApiException.of(404, "Job not found"));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
