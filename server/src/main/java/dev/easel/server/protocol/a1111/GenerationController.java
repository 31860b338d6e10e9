package dev.easel.server.protocol.a1111;

import dev.easel.server.access.Caller;
import dev.easel.server.protocol.Served;
import dev.easel.server.submission.Submissions;
import dev.easel.server.submission.Submissions.Terms;
import dev.easel.server.submission.Submissions.Wish;
import dev.easel.server.web.RequestBody;
import dev.easel.server.web.RequestHeaders;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.Optional;

/** {@code txt2img} and {@code img2img}. */
@RestController
@Served(Protocol.NAME)
final class GenerationController {
    private final RequestBody bodies;
    private final GenerationReader requests;
    private final CallerOptions options;
    private final Submissions submissions;
    private final PictureAnswer pictures;

    GenerationController(
            RequestBody bodies,
            GenerationReader requests,
            CallerOptions options,
            Submissions submissions,
            PictureAnswer pictures) {
        this.bodies = bodies;
        this.requests = requests;
        this.options = options;
        this.submissions = submissions;
        this.pictures = pictures;
    }

    @PostMapping("/sdapi/v1/txt2img")
    void textToImage(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        var body = bodies.readJson(request);
        var set = options.of(Caller.of(request).owner());
        Refusals.tell(() -> answer(requests.textToImage(body, set), request, response));
    }

    @PostMapping("/sdapi/v1/img2img")
    void imageToImage(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        var body = bodies.readJson(request);
        var set = options.of(Caller.of(request).owner());
        Refusals.tell(() -> answer(requests.imageToImage(body, set), request, response));
    }

    private void answer(Reading reading, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        var caller = Caller.of(request);
        var headers = RequestHeaders.of(request);
        var wish =
                new Wish(
                        reading.request(),
                        Protocol.NAME,
                        Optional.empty(),
                        reading.notes(),
                        Optional.of(reading.written()));
        try (var submitted = submissions.submit(wish, Terms.of(caller, headers))) {
            submitted.describe(response);
            if (headers.asynchronous()) {
                response.setHeader("Location", "/jobs/" + submitted.job().id());
                response.setHeader("Preference-Applied", "respond-async");
                var id = JsonMapper.shared().createObjectNode();
                id.put("id", submitted.job().id().toString());
                Answers.write(id, HttpServletResponse.SC_ACCEPTED, response);
            } else {
                submitted.answer(_ -> pictures.write(reading, submitted, caller.owner(), response));
            }
        }
    }
}
