package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.access.Caller;
import dev.easel.server.error.ApiException;
import dev.easel.server.job.PictureStore;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.submission.BodyDigest;
import dev.easel.server.submission.Submissions;
import dev.easel.server.submission.Submissions.Terms;
import dev.easel.server.submission.Submissions.Wish;
import dev.easel.server.submission.Submitted;
import dev.easel.server.web.RequestHeaders;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.Optional;

/** The way of a request that has all that it must have: read, a job, answered. */
@Component
final class Submission {
    private final RequestReader requests;
    private final Submissions submissions;
    private final PictureStore pictures;

    Submission(RequestReader requests, Submissions submissions, PictureStore pictures) {
        this.requests = requests;
        this.submissions = submissions;
        this.pictures = pictures;
    }

    void answer(
            ObjectNode body,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var headers = RequestHeaders.of(request);
        var reply = reply(body, headers, response);
        try (var submitted = submit(body, Terms.of(caller, headers))) {
            submitted.describe(response);
            submitted.answer(reply::follow);
        } catch (InvalidRequestException e) {
            reply.refuse(e.sentence(), 400);
        } catch (ApiException e) {
            reply.retryAfter(e.retryAfter());
            reply.refuse(e.sentence(), e.status());
        }
    }

    private Reply reply(ObjectNode body, RequestHeaders headers, HttpServletResponse response) {
        if (headers.asynchronous()) {
            return new Reply.Later(response, pictures);
        }
        return RequestReader.wantsStream(body)
                ? new Reply.Stream(response, pictures)
                : new Reply.Whole(response, pictures);
    }

    private Submitted submit(ObjectNode body, Terms terms) {
        var reading = requests.read(body);
        var digest =
                terms.idempotencyKey().isPresent()
                        ? Optional.of(BodyDigest.of(body))
                        : Optional.<String>empty();
        return submissions.submit(
                new Wish(
                        reading.request(),
                        Protocol.NAME,
                        digest,
                        reading.notes(),
                        Optional.of(reading.written())),
                terms);
    }
}
