package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.access.Caller;
import dev.easel.server.error.ApiException;
import dev.easel.server.job.Job;
import dev.easel.server.job.Jobs;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.List;

/** {@code POST /image/sdxl}, and {@code POST /image} with the model's name in the body. */
@RestController
final class ImageController {
    private static final List<String> TYPES = List.of("text", "image", "audio", "video");

    private final RequestBody bodies;
    private final RequestReader requests;
    private final Planner planner;
    private final Jobs jobs;

    ImageController(RequestBody bodies, RequestReader requests, Planner planner, Jobs jobs) {
        this.bodies = bodies;
        this.requests = requests;
        this.planner = planner;
        this.jobs = jobs;
    }

    @PostMapping("/{type}")
    void post(
            @PathVariable("type") String type,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var body = bodies.read(request);
        answer(type, body.path("ai").asString(""), body, request, response);
    }

    @PostMapping("/{type}/{ai}")
    void post(
            @PathVariable("type") String type,
            @PathVariable("ai") String ai,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        answer(type, ai, bodies.read(request), request, response);
    }

    private void answer(
            String type,
            String ai,
            ObjectNode body,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        if (!TYPES.contains(type)) {
            throw ApiException.of(404, "Type not found");
        }
        if (!type.equals("image") || !ai.equals("sdxl")) {
            throw ApiException.of(404, "AI not found");
        }
        requests.requireAll(body);
        var wishes = Wishes.of(request);
        var reply = Reply.of(requests, body, wishes, response);
        try {
            var plan = planner.plan(requests.read(body));
            reply.describe(plan);
            var order = wishes.order(Caller.of(request), body);
            send(reply, jobs.submit(order, plan.task()));
        } catch (InvalidRequestException e) {
            reply.refuse(e.sentence(), 400);
        } catch (ApiException e) {
            reply.refuse(e);
        }
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
