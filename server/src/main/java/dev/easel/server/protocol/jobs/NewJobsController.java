package dev.easel.server.protocol.jobs;

import dev.easel.server.access.Caller;
import dev.easel.server.error.ApiException;
import dev.easel.server.job.Job;
import dev.easel.server.job.JobView;
import dev.easel.server.job.JobViews;
import dev.easel.server.job.PictureStore;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.submission.Submissions;
import dev.easel.server.submission.Submissions.Terms;
import dev.easel.server.web.PageController;
import dev.easel.server.web.RequestBody;
import dev.easel.server.web.RequestHeaders;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.PostMapping;

import java.io.IOException;

/** {@code POST /jobs}: whatever the service can do, as a job that lasts. */
@PageController
final class NewJobsController {
    private final RequestBody bodies;
    private final RequestReader requests;
    private final Submissions submissions;
    private final JobViews views;
    private final PictureStore pictures;

    NewJobsController(
            RequestBody bodies,
            RequestReader requests,
            Submissions submissions,
            JobViews views,
            PictureStore pictures) {
        this.bodies = bodies;
        this.requests = requests;
        this.submissions = submissions;
        this.views = views;
        this.pictures = pictures;
    }

    @PostMapping("/jobs")
    void submit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var terms = Terms.of(Caller.of(request), RequestHeaders.of(request)).lasting();
        try (var submitted = submissions.submit(requests.read(bodies.read(request)), terms)) {
            submitted.describe(response);
            response.setHeader("Location", "/jobs/" + submitted.job().id());
            JobReply.write(new JobJson(view(submitted.job()), pictures, false), 202, response);
        } catch (InvalidRequestException e) {
            throw ApiException.of(400, e.sentence());
        }
    }

    private JobView view(Job job) {
        var state = job.now().state();
        return views.view(views.stored(job.id()).orElseThrow(OwnJobs::notFound), state);
    }
}
