package dev.easel.server.protocol.a1111;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.Rectangle;
import dev.easel.server.access.Caller;
import dev.easel.server.job.PictureStore;
import dev.easel.server.protocol.a1111.ExtrasReader.Cover;
import dev.easel.server.protocol.a1111.ExtrasReader.Extras;
import dev.easel.server.protocol.a1111.ExtrasReader.Scale;
import dev.easel.server.protocol.a1111.TaskRunner.Wanted;
import dev.easel.server.request.SentImage;
import dev.easel.server.submission.Submissions;
import dev.easel.server.submission.Submissions.Terms;
import dev.easel.server.submission.Submissions.Wish;
import dev.easel.server.submission.Submitted;
import dev.easel.server.web.RequestHeaders;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes pictures larger, each in a job of its own, and answers with them. */
@Component
final class ExtrasAnswer {
    private final Submissions submissions;
    private final TaskRunner tasks;
    private final PictureStore pictures;

    ExtrasAnswer(Submissions submissions, TaskRunner tasks, PictureStore pictures) {
        this.submissions = submissions;
        this.tasks = tasks;
        this.pictures = pictures;
    }

    /** Answers with one picture. */
    void one(
            Extras extras,
            SentImage image,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var made = made(extras, List.of(image), request, response);
        var object = JsonMapper.shared().createObjectNode().put("html_info", "");
        object.put("image", made.isEmpty() ? "" : made.getFirst());
        Answers.write(object, response);
    }

    /** Answers with a picture for each. */
    void all(
            Extras extras,
            List<SentImage> images,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var object = JsonMapper.shared().createObjectNode().put("html_info", "");
        var list = object.putArray("images");
        made(extras, images, request, response).forEach(list::add);
        Answers.write(object, response);
    }

    private List<String> made(
            Extras extras,
            List<SentImage> images,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        if (!extras.upscaled()) {
            response.setHeader("X-Easel-Notes", "upscaler_1 is None: the pictures are as sent");
            return images.stream().map(image -> base64(image.file())).toList();
        }
        var headers = RequestHeaders.of(request);
        var made = new ArrayList<String>();
        for (int i = 0; i < images.size(); i++) {
            int number = i;
            var key = headers.idempotencyKey().map(it -> images.size() == 1 ? it : of(it, number));
            var terms = new Terms(Caller.of(request), key, headers.resumable());
            var wish = new Wish(extras.request(images.get(i)), Protocol.NAME, extras.notes());
            try (var submitted = submissions.submit(wish, terms)) {
                submitted.describe(response);
                made.addAll(made(extras, submitted, terms.caller().owner()));
            }
        }
        return made;
    }

    /** The key of one of several jobs that a request becomes. */
    private static String of(String key, int number) {
        var name = (key + "\n" + number).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(name).toString();
    }

    private List<String> made(Extras extras, Submitted submitted, String owner)
            throws InterruptedException {
        return tasks.pictures(submitted.job(), new Wanted(owner, Optional.empty(), 1)).stream()
                .flatMap(picture -> pictures.file(picture).stream())
                .map(file -> base64(finished(extras, file)))
                .toList();
    }

    private static byte[] finished(Extras extras, byte[] file) {
        return switch (extras.resizing()) {
            case Scale _ -> file;
            case Cover cover -> cover.cropped() ? cropped(cover, file) : file;
        };
    }

    private static byte[] cropped(Cover cover, byte[] file) {
        var image = ImageCodec.decode(file, ImageCodec.MAX_PIXELS).image();
        int width = Math.min(cover.width(), image.width());
        int height = Math.min(cover.height(), image.height());
        if (width == image.width() && height == image.height()) {
            return file;
        }
        var middle =
                new Rectangle(
                        (image.width() - width) / 2, (image.height() - height) / 2, width, height);
        return ImageCodec.encode(image.crop(middle), Encoding.of(ImageFormat.PNG));
    }

    private static String base64(byte[] file) {
        return Base64.getEncoder().encodeToString(file);
    }
}
