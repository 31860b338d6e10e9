package dev.easel.server.protocol.jobs;

import dev.easel.server.access.Caller;
import dev.easel.server.error.ApiException;
import dev.easel.server.job.Job;
import dev.easel.server.job.JobView;
import dev.easel.server.job.JobViews;
import dev.easel.server.job.Jobs;
import dev.easel.server.job.PictureStore;
import dev.easel.server.web.PageController;
import dev.easel.server.web.ServerSentEvents;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** What became of jobs, for those who did not wait for them. A key sees its own jobs alone. */
@PageController
final class JobsController {
    private final OwnJobs own;
    private final Jobs jobs;
    private final JobViews views;
    private final PictureStore pictures;

    JobsController(OwnJobs own, Jobs jobs, JobViews views, PictureStore pictures) {
        this.own = own;
        this.jobs = jobs;
        this.views = views;
        this.pictures = pictures;
    }

    @GetMapping("/jobs")
    void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var search = Asked.of(request).search(Caller.of(request).owner());
        if (!views.isPlace(search)) {
            throw ApiException.of(400, "before must be the id of a job of yours that is there");
        }
        var found = views.find(search.withLimit(search.limit() + 1));
        boolean more = found.size() > search.limit();
        var page = more ? found.subList(0, search.limit()) : found;
        var next =
                more
                        ? Optional.of(page.getLast().stored().id().toString())
                        : Optional.<String>empty();
        var content = new ByteArrayOutputStream();
        JobJson.writeAll(page, next, pictures, content);
        JobReply.write(content, 200, response);
    }

    @GetMapping("/jobs/{id}")
    void show(
            @PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean results = Asked.of(request).results();
        try (var job = own.find(id, request)) {
            JobReply.write(new JobJson(view(job), pictures, results), 200, response);
        }
    }

    /** The row is read behind the state, of which it is written ahead. */
    private JobView view(Job job) {
        var state = job.now().state();
        var stored = views.stored(job.id()).orElseThrow(OwnJobs::notFound);
        return views.view(stored, state);
    }

    /** A job that has ended is deleted, with its pictures; any other is taken back. */
    @DeleteMapping("/jobs/{id}")
    void delete(
            @PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try (var job = own.find(id, request)) {
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
        boolean results = Asked.of(request).results();
        try (var job = own.find(id, request)) {
            new JobStream(new ServerSentEvents(response), views, pictures, results)
                    .follow(job, lastSeen(request));
        }
    }

    /** {@return the number of the event that a client has seen last, where it says one} */
    private static OptionalLong lastSeen(HttpServletRequest request) {
        try {
            return Optional.ofNullable(request.getHeader("Last-Event-ID"))
                    .map(text -> OptionalLong.of(Long.parseLong(text.strip())))
                    .orElseGet(OptionalLong::empty);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
