package dev.easel.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.golden.Golden;
import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.RgbImage;
import dev.easel.server.access.KeyAdministration.Wanted;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code POST /jobs}: what it takes, what it says of it, who may. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NewJobsTest {
    private static final Map<String, Object> SMALL =
            Map.of("prompt", "a cat", "width", 64, "height", 64, "steps", 2, "model", "sd-1.5");
    private static final String PICTURE = Picture.base64(Picture.slope(80, 64), ImageFormat.PNG);

    private Service service;
    private JobClient jobs;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        var models = folder.resolve("models");
        Files.createDirectories(models.resolve("loras"));
        Files.copy(
                Golden.folder().resolve("lycoris/sd15-locon.safetensors"),
                models.resolve("loras/fox.safetensors"));
        service = Service.start(folder, Map.of("rate-limit", "0"));
        jobs = JobClient.of(service);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private static Map<String, Object> small(Object... more) {
        var body = new HashMap<>(SMALL);
        for (int i = 0; i < more.length; i += 2) {
            body.put(String.valueOf(more[i]), more[i + 1]);
        }
        return body;
    }

    private static Map<String, Object> asMap(JsonNode object) {
        var map = new HashMap<String, Object>();
        object.properties()
                .forEach(entry ->
                        map.put(
                                entry.getKey(),
                                JsonMapper.shared().treeToValue(entry.getValue(), Object.class)));
        return map;
    }

    private static void assertNumber(JsonNode object, String name, double value) {
        assertThat(object.path(name).isNumber()).as("%s in %s", name, object).isTrue();
        assertThat(object.path(name).doubleValue()).as(name).isEqualTo(value);
    }

    @Test
    void theAnswerIsTheJob() {
        var answer = jobs.post(SMALL);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(String.join(" ", answer.json().propertyNames()))
                .isEqualTo(
                        "success cost results status progress id error protocol model request step"
                                + " steps position seconds_left notes created started finished"
                                + " pictures");
        assertThat(answer.response().headers().firstValue("Location"))
                .contains("/jobs/" + answer.json().path("id").stringValue());
    }

    @Test
    void whatIsAbsentIsTheModelsOwn() {
        var job = jobs.done(Map.of("prompt", "a red heart", "model", "easel-mini"));
        var request = job.path("request");
        assertThat(request.path("action").stringValue()).isEqualTo("generate");
        assertThat(request.path("model").stringValue()).isEqualTo("easel-mini");
        assertThat(request.path("scheduler").stringValue()).isEqualTo("default");
        assertThat(request.path("sampler").isString()).isTrue();
        assertThat(request.has("seed")).isFalse();
        assertThat(request.has("style")).isFalse();
        assertNumber(request, "width", 256);
        assertNumber(request, "height", 256);
        assertNumber(request, "steps", 20);
        assertNumber(request, "number", 1);
        assertNumber(request, "cfg_scale", 5);
    }

    @Test
    void aJobThatIsDoneSaysWhatItHas() {
        var job = jobs.done(SMALL);
        assertThat(job.path("protocol").stringValue()).isEqualTo("jobs");
        assertThat(job.path("pictures").toString())
                .isEqualTo(
                        "[{\"n\":1,\"width\":64,\"height\":64,\"seed\":%d}]"
                                .formatted(job.path("results").path(0).path("seed").longValue()));
        assertNumber(job, "step", 2);
        assertNumber(job, "steps", 2);
        assertThat(job.path("started").stringValue())
                .isGreaterThanOrEqualTo(job.path("created").stringValue());
        assertThat(job.path("finished").isString()).isTrue();
    }

    @Test
    void aRequestOfAJobMakesThePictureAgain() {
        var first =
                jobs.done(
                        small(
                                "style", "anime",
                                "negative_prompt", "fog",
                                "sampler", "LCM",
                                "cfg_scale", 1.5,
                                "scheduler", "default",
                                "loras", List.of(Map.of("name", "fox", "weight", 0.5))));
        var request = asMap(first.path("request"));
        assertThat(request).containsEntry("prompt", "a cat").containsEntry("style", "anime");
        assertThat(request).containsEntry("negative_prompt", "fog");
        assertThat(request.get("loras")).isEqualTo(List.of(Map.of("name", "fox", "weight", 0.5)));
        request.put("seed", first.path("pictures").path(0).path("seed").longValue());

        var again = jobs.done(request);

        assertThat(again.path("results").path(0).path("base64"))
                .isEqualTo(first.path("results").path(0).path("base64"));
        assertThat(again.path("request"))
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(JsonMapper.shared().writeValueAsString(request)));
    }

    @Test
    void wordsAreKeptAsTheyWereSent() {
        var job = jobs.done(small("prompt", "a fox <lora:fox:0.5> BREAK"));
        assertThat(job.path("request").path("prompt").stringValue())
                .isEqualTo("a fox <lora:fox:0.5> BREAK");
        assertThat(job.path("request").has("loras")).isFalse();
        assertThat(job.path("notes").toString()).contains("BREAK");
    }

    @Test
    void karrasCanBeSaidInTwoWays() {
        var one = small("sampler", "K_DPMPP_2M", "scheduler", "Karras", "seed", 3);
        var two = small("sampler", "DPM++ 2M Karras", "seed", 3);
        var first = jobs.done(one);
        assertThat(first.path("request").path("scheduler").stringValue()).isEqualTo("karras");
        assertThat(jobs.done(two).path("results").path(0).path("base64"))
                .isEqualTo(first.path("results").path(0).path("base64"));
        assertThat(jobs.done(small("sampler", "K_DPMPP_2M", "seed", 3)).path("results"))
                .isNotEqualTo(first.path("results"));
    }

    @Test
    void aPictureAloneIsImg2imgAndAMaskKeepsTheRest() {
        var body =
                Map.of(
                        "prompt",
                        "a cat",
                        "model",
                        "sd-1.5",
                        "steps",
                        2,
                        "seed",
                        1,
                        "strength",
                        0.2,
                        "image",
                        PICTURE);
        var whole = jobs.done(body);
        assertThat(whole.path("request").path("action").stringValue()).isEqualTo("img2img");
        assertNumber(whole.path("request"), "strength", 0.2);
        assertThat(whole.toString()).doesNotContain("\"image\"");
        assertThat(Picture.of(whole.path("results").path(0)).size()).isEqualTo("80x64");

        var masked = new HashMap<String, Object>(body);
        masked.put("mask", Picture.base64(RgbImage.filled(8, 8, 0), ImageFormat.PNG));
        masked.put("mask_blur", 0);
        var kept = jobs.done(masked);
        assertNumber(kept.path("request"), "mask_blur", 0);
        assertThat(kept.path("request").has("mask")).isFalse();
        var input = Picture.slope(80, 64);
        assertThat(Picture.of(kept.path("results").path(0)).distance(input)).isLessThan(1);
        assertThat(Picture.of(whole.path("results").path(0)).distance(input)).isGreaterThan(1);
    }

    @Test
    void aSecondPassEnlarges() {
        var hires = Map.of("scale", 1.5, "denoise", 0.4, "steps", 2);
        var job = jobs.done(small("hires", hires));
        assertThat(Picture.of(job.path("results").path(0)).size()).isEqualTo("96x96");
        assertThat(asMap(job.path("request")).get("hires")).isEqualTo(hires);
        var plain = jobs.done(small("hires", Map.of("scale", 1)));
        assertThat(Picture.of(plain.path("results").path(0)).size()).isEqualTo("64x64");
    }

    @Test
    void aPictureIsUpscaled() {
        var twice = jobs.done(Map.of("action", "upscale", "image", PICTURE));
        assertThat(twice.path("pictures").path(0).path("width").intValue()).isEqualTo(160);
        assertThat(twice.path("request").path("action").stringValue()).isEqualTo("upscale");
        var four = jobs.done(Map.of("action", "upscale", "image", PICTURE, "width", 320));
        assertThat(four.path("pictures").path(0).path("height").intValue()).isEqualTo(256);
        assertNumber(four.path("request"), "width", 320);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|Missing parameters: prompt",
                "{\"prompt\":5}|prompt must be a string, got 5",
                "{\"prompt\":\"a\",\"action\":\"draw\"}|action must be one of generate, img2img,"
                        + " upscale, got draw",
                "{\"prompt\":\"a\",\"width\":65}|width must be a multiple of 8 from 64 to 2048, got"
                        + " 65",
                "{\"prompt\":\"a\",\"steps\":151}|steps must be a whole number from 1 to 150, got"
                        + " 151",
                "{\"prompt\":\"a\",\"number\":11}|number must be a whole number from 1 to 10, got"
                        + " 11",
                "{\"prompt\":\"a\",\"cfg_scale\":36}|cfg_scale must be from 0 to 35, got 36",
                "{\"prompt\":\"a\",\"seed\":-1}|seed must be a whole number from 0 to"
                        + " 9007199254740991, got -1",
                "{\"prompt\":\"a\",\"style\":\"odd\"}|style must be one of 3d-model, analog-film,"
                        + " anime, cinematic, comic-book, digital-art, enhance, fantasy-art,"
                        + " isometric, line-art, low-poly, modeling-compound, neon-punk, origami,"
                        + " photographic, pixel-art, title-texture, got odd",
                "{\"prompt\":\"a\",\"scheduler\":\"odd\"}|scheduler must be one of default, karras,"
                        + " exponential, got odd",
                "{\"prompt\":\"a\",\"model\":\"odd\"}|The specified engine (ID odd) was not found.",
                "{\"prompt\":\"a\",\"loras\":\"fox\"}|loras must be a list of objects with a name"
                        + " and a weight, got fox",
                "{\"prompt\":\"a\",\"preview\":\"odd\"}|preview must be true or false, got odd",
                "{\"prompt\":\"a\",\"hires\":2}|hires must be an object with scale and denoise, got"
                        + " 2",
                "{\"prompt\":\"a\",\"hires\":{\"scale\":5}}|hires.scale must be from 1 to 4, got 5",
                "{\"prompt\":\"a\",\"action\":\"img2img\"}|image: is required",
                "{\"action\":\"upscale\"}|image: is required",
                "{\"prompt\":\"a\",\"image\":\"!!\"}|image must be base64 of a PNG, JPEG or WebP"
                        + " file, got !!",
                "{\"prompt\":\"a\",\"image\":\"AAAA\",\"strength\":2}|strength must be from 0 to 1,"
                        + " got 2",
                "{\"prompt\":\"a\",\"image\":\"AAAA\",\"mask_blur\":65}|mask_blur must be a whole"
                        + " number from 0 to 64, got 65"
            })
    void aWrongValueIsOneSentence(String body, String sentence) {
        var answer = jobs.post(asMap(JsonMapper.shared().readTree(body)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().toString())
                .isEqualTo(
                        JsonMapper.shared()
                                .createObjectNode()
                                .put("success", false)
                                .put("error", sentence)
                                .toString());
    }

    @Test
    void aMaskThatIsNoneIsCalledSo() {
        for (var mask : List.of("!!", "AAAA")) {
            var answer = jobs.post(small("image", PICTURE, "mask", mask));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).startsWith("mask ");
        }
    }

    @Test
    void whatIsNotUsedIsSaid() {
        var answer = jobs.post(small("image", PICTURE, "hires", Map.of(), "stream", true, "x", 1));
        assertThat(answer.json().path("notes").valueStream().map(JsonNode::stringValue))
                .contains(
                        "unknown parameter stream is ignored",
                        "unknown parameter x is ignored",
                        "width and height are not used: the picture has its input's size",
                        "hires is not used: it belongs to generate");
        assertThat(answer.response().headers().firstValue("X-Easel-Notes").orElse(""))
                .contains("hires is not used");
        var generated = jobs.post(small("mask", PICTURE));
        assertThat(generated.json().path("notes").toString()).contains("mask is not used");
    }

    @Test
    void whoeverMayUseImageSdxlMaySendJobsWithoutACaptchaToken(@TempDir Path other)
            throws IOException {
        try (var closed = Service.start(other, Map.of())) {
            var anna = new JobClient(closed, Optional.of(closed.keys().withBudget("anna", "1")));
            var path = anna.begun(small("number", 2));
            assertThat(anna.ended(path).path("status").stringValue()).isEqualTo("done");
            assertThat(closed.keys().bookings("anna")).isOne();

            assertThat(JobClient.of(closed).post(SMALL).status()).isEqualTo(401);
            var texts =
                    closed.keys()
                            .make(
                                    new Wanted(
                                            "bob",
                                            "bob",
                                            Optional.empty(),
                                            List.of("/text/*"),
                                            List.of()));
            var bob = new JobClient(closed, Optional.of(texts));
            assertThat(bob.post(SMALL).status()).isEqualTo(401);
            assertThat(bob.get(path).status()).isEqualTo(404);
            assertThat(bob.list("")).isEmpty();
            closed.keys().setUsed("anna", "0.95");
            assertThat(anna.post(SMALL).status()).isEqualTo(400);
            assertThat(anna.post(SMALL).error()).isEqualTo("Plan limit reached");
        }
    }

    @Test
    void theSameKeyAndRequestAreTheSameJob() {
        var first = keyed("gallery-1", SMALL);
        assertThat(keyed("gallery-1", SMALL)).isEqualTo(first);
        assertThat(keyed("gallery-2", SMALL)).isNotEqualTo(first);
    }

    private String keyed(String key, Map<String, Object> body) {
        var request =
                jobs.request("/jobs")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(
                                BodyPublishers.ofByteArray(
                                        JsonMapper.shared().writeValueAsBytes(body)));
        return jobs.send(request).json().path("id").stringValue();
    }
}
