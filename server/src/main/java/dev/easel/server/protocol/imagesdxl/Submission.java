package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.access.Caller;
import dev.easel.server.error.ApiException;
import dev.easel.server.job.Job;
import dev.easel.server.job.JobOrder;
import dev.easel.server.job.JobRefusedException;
import dev.easel.server.job.Jobs;
import dev.easel.server.job.PictureStore;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.request.PlannedRequest;
import dev.easel.server.request.Planner;
import dev.easel.server.request.StoredRequests;
import dev.easel.server.web.RequestHeaders;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The way of a request that has all that it must have: read, planned, a job, answered. */
@Component
final class Submission {
    private static final int RETRY_SECONDS = 5;

    private final RequestReader requests;
    private final Planner planner;
    private final StoredRequests stored;
    private final Jobs jobs;
    private final PictureStore pictures;

    Submission(
            RequestReader requests,
            Planner planner,
            StoredRequests stored,
            Jobs jobs,
            PictureStore pictures) {
        this.requests = requests;
        this.planner = planner;
        this.stored = stored;
        this.jobs = jobs;
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
        try (var job = submit(body, caller, headers, reply)) {
            send(reply, job);
        } catch (InvalidRequestException e) {
            reply.refuse(e.sentence(), 400);
        } catch (ApiException e) {
            reply.retryAfter(e.retryAfter());
            reply.refuse(e.sentence(), e.status());
        } catch (JobRefusedException e) {
            switch (e.reason()) {
                case NOT_NOW -> {
                    reply.retryAfter(OptionalInt.of(RETRY_SECONDS));
                    reply.refuse(e.sentence(), 503);
                }
                case CONFLICT -> reply.refuse(e.sentence(), 409);
            }
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

    private Job submit(ObjectNode body, Caller caller, RequestHeaders headers, Reply reply) {
        var reading = requests.read(body);
        PlannedRequest plan = planner.plan(reading.request(), Protocol.NAME);
        reply.describe(
                plan.model(),
                Stream.concat(plan.notes().stream(), reading.notes().stream()).toList());
        var order =
                new JobOrder(
                        caller.owner(),
                        caller.user(),
                        headers.idempotencyKey(),
                        headers.resumable(),
                        new SentBody(body, reading.request(), stored));
        return jobs.submit(order, plan.task());
    }

    /** A client that leaves takes its job back, unless the job is one to be found again. */
    private void send(Reply reply, Job job) throws IOException, InterruptedException {
        try {
            reply.follow(job);
        } catch (IOException e) {
            if (!job.isResumable()) {
                jobs.cancel(job);
            }
            throw e;
        }
    }
}
