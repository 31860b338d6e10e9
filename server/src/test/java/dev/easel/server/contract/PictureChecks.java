package dev.easel.server.contract;

import static dev.easel.server.contract.Service.with;
import static dev.easel.server.contract.Service.without;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.RgbImage;
import dev.easel.server.contract.Service.Answer;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Requests that begin from a picture. */
final class PictureChecks {
    private static final RgbImage INPUT = Picture.slope(512, 512);
    private static final String PNG = Picture.base64(INPUT, ImageFormat.PNG);

    static final List<Check> ALL =
            List.of(
                    new Check(
                            "I1",
                            "img2img gives the size of its input",
                            s -> size(s.whole(img2img(PNG)), "512x512")),
                    new Check("I2", "strength 1 stays closest", PictureChecks::strengths),
                    new Check(
                            "I3",
                            "JPEG is taken",
                            s ->
                                    size(
                                            s.whole(
                                                    img2img(
                                                            Picture.base64(
                                                                    INPUT, ImageFormat.JPEG))),
                                            "512x512")),
                    new Check(
                            "I4",
                            "no image",
                            s -> refused(s, img2img(), "init_image: is required")),
                    new Check(
                            "I5",
                            "an image that is none",
                            s -> {
                                refused(s, img2img("!!!not base64"), "image must be base64");
                                refused(s, img2img(text("hello")), "image cannot be read");
                            }),
                    new Check(
                            "I6",
                            "an image with data: in front",
                            s -> size(s.whole(img2img("data:image/png;base64," + PNG)), "512x512")),
                    new Check(
                            "I7",
                            "an image that is a number",
                            s ->
                                    refused(
                                            s,
                                            with("action", "img2img", "image", 5),
                                            "image must be")),
                    new Check(
                            "I8",
                            "other sizes are fitted, and the notes say so",
                            PictureChecks::odd),
                    new Check(
                            "U1",
                            "upscale doubles",
                            s -> {
                                var answer = s.whole(upscale(512, 512));
                                size(answer, "1024x1024");
                                assertThat(answer.json().path("results").size()).isEqualTo(1);
                            }),
                    new Check(
                            "U2",
                            "a width alone keeps the aspect",
                            s -> size(s.whole(upscale(512, 256, "width", 768)), "768x384")),
                    new Check(
                            "U3",
                            "a prompt is asked for",
                            s -> {
                                var body = new HashMap<>(upscale(64, 64));
                                body.remove("prompt");
                                var answer = s.whole(body);
                                assertThat(answer.status()).isEqualTo(400);
                                assertThat(answer.error()).isEqualTo("Missing parameters: prompt");
                            }),
                    new Check(
                            "U4",
                            "a result that is too large",
                            s -> refused(s, upscale(1280, 1024), "at most 4194304 pixels")),
                    new Check(
                            "U5",
                            "a height alone, and both to fit within",
                            s -> {
                                size(s.whole(upscale(64, 32, "height", 64)), "128x64");
                                size(
                                        s.whole(upscale(64, 32, "width", 100, "height", 80)),
                                        "100x50");
                            }));

    private PictureChecks() {}

    private static Map<String, Object> img2img() {
        return with("action", "img2img");
    }

    private static Map<String, Object> img2img(String image) {
        return with("action", "img2img", "image", image, "strength", 0.35);
    }

    private static Map<String, Object> upscale(int width, int height, Object... more) {
        var body = new HashMap<>(without("width", "height"));
        body.put("action", "upscale");
        body.put("image", Picture.base64(Picture.slope(width, height), ImageFormat.PNG));
        for (int i = 0; i < more.length; i += 2) {
            body.put(String.valueOf(more[i]), more[i + 1]);
        }
        return body;
    }

    private static String text(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static void size(Answer answer, String size) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.picture().size()).isEqualTo(size);
    }

    private static void strengths(Service service) {
        double near = distance(service, 0.9);
        double far = distance(service, 0.1);
        assertThat(near).isLessThan(far);
        assertThat(distance(service, 1)).isZero();
    }

    private static double distance(Service service, double strength) {
        var body =
                with(
                        "action",
                        "img2img",
                        "image",
                        PNG,
                        "strength",
                        strength,
                        "steps",
                        20,
                        "seed",
                        42);
        return service.whole(body).picture().distance(INPUT);
    }

    private static void odd(Service service) {
        var image = Picture.base64(Picture.slope(101, 70), ImageFormat.WEBP);
        var answer = service.whole(img2img(image));
        size(answer, "104x72");
        assertThat(answer.response().headers().firstValue("X-Easel-Notes").orElse(""))
                .contains("resized from 101x70 to 104x72")
                .contains("width and height are not used");
    }

    /** A stream fails with one event, JSON with 400; both say the same. */
    private static void refused(Service service, Map<String, Object> body, String sentence) {
        var events = service.stream(body);
        assertThat(events.response().statusCode()).isEqualTo(200);
        assertThat(events.all()).hasSize(1);
        assertThat(events.last().path("status").stringValue()).isEqualTo("failed");
        assertThat(events.last().path("error").stringValue()).contains(sentence);
        var answer = service.whole(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("success").booleanValue()).isFalse();
        assertThat(answer.error()).isEqualTo(events.last().path("error").stringValue());
    }
}
