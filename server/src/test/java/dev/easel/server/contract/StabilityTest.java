package dev.easel.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.Rectangle;
import dev.easel.pictures.RgbImage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stability's REST API, version 1, over the running service. */
class StabilityTest extends Served {
    private static final String ENGINE = "/v1/generation/stable-diffusion-v1-5/";
    private static final RgbImage PICTURE = Picture.slope(64, 64);

    @Override
    Service open(Path folder) throws IOException {
        return Service.start(folder, Map.of("rate-limit", "0"));
    }

    private HttpResponse<String> post(String path, Map<String, Object> body) {
        return service().send(service().json(path, body));
    }

    private HttpResponse<String> post(String path, FormBody form) {
        return service().send(form.in(service().request(path)));
    }

    private static Map<String, Object> text(Object... more) {
        var body = new HashMap<String, Object>();
        body.put(
                "text_prompts",
                List.of(Map.of("text", "a cat"), Map.of("text", "dog", "weight", -1)));
        body.put("width", 64);
        body.put("height", 64);
        body.put("steps", 2);
        body.put("cfg_scale", 7);
        body.put("sampler", "K_EULER");
        body.put("seed", 7);
        for (int i = 0; i < more.length; i += 2) {
            body.put(String.valueOf(more[i]), more[i + 1]);
        }
        return body;
    }

    private static FormBody form() {
        return new FormBody()
                .field("text_prompts[0][text]", "a cat")
                .field("text_prompts[3][text]", "dog")
                .field("text_prompts[3][weight]", "-1")
                .field("steps", 2)
                .field("cfg_scale", 7)
                .field("sampler", "K_EULER")
                .field("seed", 7);
    }

    private static byte[] png(RgbImage image) {
        return ImageCodec.encode(image, Encoding.of(ImageFormat.PNG));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static RgbImage picture(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var artifact = json(answer).path("artifacts").path(0);
        assertThat(artifact.path("finishReason").stringValue()).isEqualTo("SUCCESS");
        return Picture.of(artifact).image();
    }

    private RgbImage original(Object... more) {
        var all = new HashMap<String, Object>();
        all.put("prompt", "a cat");
        all.put("negative_prompt", "dog");
        all.put("action", "generate");
        all.put("model", "stable-diffusion-v1-5");
        all.put("width", 64);
        all.put("height", 64);
        all.put("steps", 2);
        all.put("cfg_scale", 7);
        all.put("sampler", "K_EULER");
        all.put("seed", 7);
        for (int i = 0; i < more.length; i += 2) {
            all.put(String.valueOf(more[i]), more[i + 1]);
        }
        return service().whole(all).picture().image();
    }

    @Test
    void aPromptGivesThePixelsOfTheOriginal() {
        var answer = post(ENGINE + "text-to-image", text("samples", 2));
        assertThat(picture(answer)).isEqualTo(original());
        assertThat(json(answer).path("artifacts").valueStream().map(a -> a.path("seed").asInt()))
                .containsExactly(7, 8);
        assertThat(answer.headers().firstValue("X-Easel-Model")).isPresent();
    }

    @Test
    void aFileIsOnePngWithItsSeed() throws Exception {
        var request =
                service().json(ENGINE + "text-to-image", text()).header("Accept", "image/png");
        var answer =
                java.net.http.HttpClient.newHttpClient()
                        .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(answer.headers().firstValue("Seed")).contains("7");
        assertThat(answer.headers().firstValue("Finish-Reason")).contains("SUCCESS");
        assertThat(ImageCodec.decode(answer.body(), ImageCodec.MAX_PIXELS).image())
                .isEqualTo(original());

        var several =
                service()
                        .json(ENGINE + "text-to-image", text("samples", 2))
                        .header("Accept", "image/png");
        assertThat(json(service().send(several)).path("name").stringValue())
                .isEqualTo("invalid_samples");
    }

    @Test
    void weightsOfSeveralPromptsAreRelative() {
        var prompts =
                List.of(
                        Map.of("text", "a cat", "weight", 2),
                        Map.of("text", "a hat", "weight", 1),
                        Map.of("text", "dog", "weight", -0.5));
        var several = picture(post(ENGINE + "text-to-image", text("text_prompts", prompts)));
        assertThat(several).isEqualTo(original("prompt", "a cat, (a hat:0.5)"));
    }

    @Test
    void aPictureIsChangedByAsMuchAsEitherModeSays() {
        var byStrength =
                picture(
                        post(
                                ENGINE + "image-to-image",
                                form().file("init_image", png(PICTURE))
                                        .field("image_strength", "0.4")));
        var bySchedule =
                picture(
                        post(
                                ENGINE + "image-to-image",
                                form().file("init_image", png(PICTURE))
                                        .field("init_image_mode", "STEP_SCHEDULE")
                                        .field("step_schedule_start", "0.6")));
        var expected =
                original(
                        "action",
                        "img2img",
                        "image",
                        Picture.base64(PICTURE, ImageFormat.PNG),
                        "strength",
                        0.4);
        assertThat(byStrength).isEqualTo(expected);
        assertThat(bySchedule).isEqualTo(expected);
    }

    @Test
    void eachKindOfMaskKeepsTheRest() {
        var left = new Rectangle(0, 0, 24, 64);
        var rgb = new byte[64 * 64 * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = i / 3 % 64 < 32 ? 0 : (byte) 255;
        }
        var white = RgbImage.of(64, 64, rgb);
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) ~rgb[i];
        }
        var black = RgbImage.of(64, 64, rgb);

        var byWhite = masked("MASK_IMAGE_WHITE", white);
        assertThat(byWhite.crop(left)).isEqualTo(PICTURE.crop(left));
        assertThat(byWhite).isNotEqualTo(PICTURE);
        assertThat(masked("MASK_IMAGE_BLACK", black)).isEqualTo(byWhite);
        var opaque =
                post(
                        ENGINE + "image-to-image/masking",
                        form().file("init_image", png(PICTURE))
                                .field("mask_source", "INIT_IMAGE_ALPHA"));
        assertThat(picture(opaque)).isEqualTo(PICTURE);
    }

    private RgbImage masked(String source, RgbImage mask) {
        return picture(
                post(
                        ENGINE + "image-to-image/masking",
                        form().file("init_image", png(PICTURE))
                                .file("mask_image", png(mask))
                                .field("mask_source", source)));
    }

    @Test
    void aPictureIsMadeLarger() {
        var form = new FormBody().file("image", png(PICTURE));
        var path = "/v1/generation/esrgan-v1-x2plus/image-to-image/upscale";
        assertThat(new Picture(picture(post(path, form))).size()).isEqualTo("128x128");
        var narrow = new FormBody().file("image", png(PICTURE)).field("width", 96);
        assertThat(new Picture(picture(post(path, narrow))).size()).isEqualTo("96x96");
    }

    @Test
    void anEngineThatIsNotHereIsServedByAnother() {
        var answer = post("/v1/generation/stable-diffusion-xl-1024-v1-0/text-to-image", text());
        assertThat(picture(answer).width()).isEqualTo(64);
        assertThat(answer.headers().firstValue("X-Easel-Notes").orElse(""))
                .contains("stable-diffusion-xl-1024-v1-0 is not here");
    }

    @Test
    void whatThereIsIsListed() {
        var engines = json(service().send(service().request("/v1/engines/list")));
        assertThat(engines.valueStream().map(e -> e.path("id").stringValue()))
                .contains("stable-diffusion-v1-5", "easel-mini", "esrgan-v1-x2plus");
        var account = json(service().send(service().request("/v1/user/account")));
        assertThat(account.path("organizations").size()).isEqualTo(1);
        var balance = json(service().send(service().request("/v1/user/balance")));
        assertThat(balance.path("credits").isNumber()).isTrue();
        var openapi = json(service().send(service().request("/openapi/stability.json")));
        assertThat(openapi.path("paths").size()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "width, 65, invalid_height_or_width, width must be a multiple of 8",
        "height, abc, invalid_height_or_width, height must be a multiple of 8",
        "samples, 11, invalid_samples, samples must be a whole number from 1 to 10",
        "steps, 0, bad_request, steps must be a whole number from 1 to 150",
        "sampler, FAST, bad_request, sampler must be one of DDIM",
        "style_preset, none, bad_request, style_preset must be one of 3d-model",
        "seed, 4294967296, bad_request, seed must be a whole number from 0 to 4294967295",
        "text_prompts, cat, invalid_prompts, text_prompts must be a list"
    })
    void whatIsWrongHasStabilitysNameAndOneSentence(
            String field, String value, String name, String sentence) {
        var answer = post(ENGINE + "text-to-image", text(field, value));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).propertyNames()).containsExactly("id", "name", "message");
        assertThat(json(answer).path("name").stringValue()).isEqualTo(name);
        assertThat(json(answer).path("message").stringValue()).startsWith(sentence);
    }

    @Test
    void whatIsMissingOrUnknownIsTold() {
        var unknown = post("/v1/generation/no-such-engine/text-to-image", text());
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(json(unknown).path("name").stringValue()).isEqualTo("not_found");

        var without = post(ENGINE + "image-to-image", form());
        assertThat(json(without).path("message").stringValue())
                .isEqualTo("init_image: is required");
        assertThat(post(ENGINE + "image-to-image", text()).statusCode()).isEqualTo(415);
        var smaller =
                form().file("init_image", png(PICTURE))
                        .file("mask_image", png(Picture.slope(8, 8)));
        var mask =
                post(
                        ENGINE + "image-to-image/masking",
                        smaller.field("mask_source", "MASK_IMAGE_WHITE"));
        assertThat(json(mask).path("message").stringValue()).contains("64x64, got 8x8");
        assertThat(json(mask).path("name").stringValue()).isEqualTo("invalid_mask_image");
        assertThat(service().send(service().request("/v1/user/nobody")).body())
                .contains("not_found");
    }
}
