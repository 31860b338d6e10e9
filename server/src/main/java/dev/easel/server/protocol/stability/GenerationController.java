package dev.easel.server.protocol.stability;

import dev.easel.server.access.Caller;
import dev.easel.server.error.ApiException;
import dev.easel.server.job.PictureStore;
import dev.easel.server.protocol.Served;
import dev.easel.server.protocol.stability.Engines.Engine;
import dev.easel.server.protocol.stability.RequestReader.Reading;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.submission.Submissions;
import dev.easel.server.submission.Submissions.Terms;
import dev.easel.server.submission.Submissions.Wish;
import dev.easel.server.web.RequestHeaders;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.util.Collections;
import java.util.Locale;

/** {@code POST /v1/generation/ENGINE/...}: the four ways to a picture. */
@RestController
@Served(Protocol.NAME)
@RequestMapping("/v1/generation/{engine}")
final class GenerationController {
    private final SentBodies sent;
    private final RequestReader requests;
    private final Engines engines;
    private final Submissions submissions;
    private final PictureStore pictures;

    GenerationController(
            SentBodies sent,
            RequestReader requests,
            Engines engines,
            Submissions submissions,
            PictureStore pictures) {
        this.sent = sent;
        this.requests = requests;
        this.engines = engines;
        this.submissions = submissions;
        this.pictures = pictures;
    }

    @PostMapping("/text-to-image")
    void text(
            @PathVariable("engine") String engine,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var chosen = engines.drawing(engine);
        var body = sent.body(request);
        answer(() -> requests.text(chosen, body), request, response);
    }

    @PostMapping("/image-to-image")
    void image(
            @PathVariable("engine") String engine,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        answer(engines.drawing(engine), requests::image, request, response);
    }

    @PostMapping("/image-to-image/masking")
    void masking(
            @PathVariable("engine") String engine,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        answer(engines.drawing(engine), requests::masking, request, response);
    }

    @PostMapping("/image-to-image/upscale")
    void upscale(
            @PathVariable("engine") String engine,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        answer(engines.upscaling(engine), requests::upscale, request, response);
    }

    /** Reads a form. */
    @FunctionalInterface
    private interface FormReader {
        Reading read(Engine engine, SentForm form);
    }

    /** Reads a request that has been received. */
    @FunctionalInterface
    private interface Reader {
        Reading read();
    }

    private void answer(
            Engine engine,
            FormReader reader,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var form = sent.form(request);
        answer(() -> reader.read(engine, form), request, response);
    }

    private void answer(Reader reader, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        try {
            var reading = reader.read();
            boolean asFile = wantsFile(request);
            if (asFile && reading.isOfSeveral()) {
                throw new InvalidRequestException(
                        "samples must be 1 where image/png is accepted, which has one picture");
            }
            var headers = RequestHeaders.of(request);
            var wish = new Wish(reading.request(), Protocol.NAME, reading.notes());
            try (var job = submissions.submit(wish, Terms.of(Caller.of(request), headers))) {
                job.describe(response);
                job.answer(new Artifacts(response, pictures, asFile)::follow);
            }
        } catch (InvalidRequestException e) {
            throw ApiException.of(400, e.sentence());
        }
    }

    private static boolean wantsFile(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Accept")).stream()
                .map(value -> value.toLowerCase(Locale.ROOT))
                .anyMatch(value -> value.contains("image/png") && !value.contains("json"));
    }
}
