package dev.easel.server.protocol.imagesdxl;

import dev.easel.server.access.Caller;
import dev.easel.server.error.ApiException;
import dev.easel.server.protocol.Served;
import dev.easel.server.web.PageController;
import dev.easel.server.web.RequestBody;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.List;

/**
 * {@code POST /image/sdxl}, and {@code POST /image} with the model's name in the body. The original
 * had one route for all of its types and models, so whatever nobody else takes is refused here, in
 * its words.
 */
@PageController
@Served(Protocol.NAME)
final class SdxlController {
    private static final List<String> TYPES = List.of("text", "image", "audio", "video");

    private final RequestBody bodies;
    private final RequestReader requests;
    private final Submission submission;

    SdxlController(RequestBody bodies, RequestReader requests, Submission submission) {
        this.bodies = bodies;
        this.requests = requests;
        this.submission = submission;
    }

    @PostMapping("/{type}")
    void post(
            @PathVariable("type") String type,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var body = bodies.read(request);
        answer(type + "/" + body.path("ai").asString(""), body, request, response);
    }

    @PostMapping("/{type}/{ai}")
    void post(
            @PathVariable("type") String type,
            @PathVariable("ai") String ai,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        answer(type + "/" + ai, bodies.read(request), request, response);
    }

    /** Type and model are taken in their own case alone, unlike the rest of an address. */
    private void answer(
            String path, ObjectNode body, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        if (!TYPES.contains(path.substring(0, path.indexOf('/')))) {
            throw ApiException.of(404, "Type not found");
        }
        if (!path.equals("image/sdxl")) {
            throw ApiException.of(404, "AI not found");
        }
        requests.requireAll(body);
        submission.answer(body, Caller.of(request), request, response);
    }
}
