package dev.easel.server.protocol.openai;

import dev.easel.server.access.Caller;
import dev.easel.server.protocol.Served;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.submission.Submissions;
import dev.easel.server.submission.Submissions.Terms;
import dev.easel.server.web.RequestHeaders;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.util.function.Function;

/** {@code POST /v1/images/...}: the three ways to a picture. */
@RestController
@Served(Protocol.NAME)
final class ImagesController {
    private final SentBodies bodies;
    private final RequestReader requests;
    private final Submissions submissions;
    private final Replies replies;

    ImagesController(
            SentBodies bodies, RequestReader requests, Submissions submissions, Replies replies) {
        this.bodies = bodies;
        this.requests = requests;
        this.submissions = submissions;
        this.replies = replies;
    }

    @PostMapping("/v1/images/generations")
    void generate(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        answer(requests::generation, "image_generation", request, response);
    }

    @PostMapping("/v1/images/edits")
    void edit(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        answer(requests::edit, "image_edit", request, response);
    }

    @PostMapping("/v1/images/variations")
    void vary(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        answer(requests::variation, "image_edit", request, response);
    }

    private void answer(
            Function<Sent, Reading> reader,
            String kind,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        try {
            var reading = reader.apply(bodies.read(request));
            var headers = RequestHeaders.of(request);
            var asked = Terms.of(Caller.of(request), headers);
            var terms = reading.handover().links() ? asked.lasting() : asked;
            try (var job = submissions.submit(reading.wish(), terms)) {
                job.describe(response);
                response.setHeader("x-request-id", job.job().id().toString());
                job.answer(
                        headers.asynchronous()
                                ? replies.later(response)
                                : replies.now(reading, kind, request, response));
            }
        } catch (InvalidRequestException e) {
            ErrorObject.ofValue(e.sentence()).write(response);
        } catch (Refusal e) {
            e.error().write(response);
        }
    }
}
