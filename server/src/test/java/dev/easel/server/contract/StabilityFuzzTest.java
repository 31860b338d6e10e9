package dev.easel.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Requests to Stability's API of which nothing can be relied on. {@code -Deasel.fuzz=100000} sends
 * more of them.
 */
@Tag("slow")
class StabilityFuzzTest {
    private static final int REQUESTS = Integer.getInteger("easel.fuzz", 300);
    private static final Set<Integer> DOCUMENTED = Set.of(200, 400, 404, 413, 415, 503);
    private static final byte[] PNG =
            ImageCodec.encode(Picture.slope(64, 64), Encoding.of(ImageFormat.PNG));

    private static final List<String> ENGINES =
            List.of(
                    "sd-1.5",
                    "sdxl",
                    "easel-mini",
                    "esrgan-v1-x2plus",
                    "nothing",
                    "%C3%A9",
                    "a%22b");
    private static final List<String> WAYS =
            List.of(
                    "text-to-image",
                    "image-to-image",
                    "image-to-image/masking",
                    "image-to-image/upscale");
    private static final List<String> FIELDS =
            List.of(
                    "width",
                    "height",
                    "steps",
                    "samples",
                    "seed",
                    "cfg_scale",
                    "sampler",
                    "style_preset",
                    "clip_guidance_preset",
                    "extras",
                    "image_strength",
                    "init_image_mode",
                    "step_schedule_start",
                    "step_schedule_end",
                    "mask_source",
                    "text_prompts",
                    "text_prompts[0][text]",
                    "text_prompts[0][weight]",
                    "text_prompts[999999][text]",
                    "init_image",
                    "mask_image",
                    "image",
                    "\u0000");
    private static final List<Object> VALUES =
            List.of(
                    64,
                    1,
                    0,
                    -1,
                    0.5,
                    1e300,
                    "64",
                    "",
                    " ",
                    "NaN",
                    "1e999999999",
                    true,
                    List.of(),
                    List.of(1, "x"),
                    Map.of("text", "a cat"),
                    List.of(Map.of("text", "a cat", "weight", -3), Map.of("weight", "x")),
                    "K_EULER",
                    "anime",
                    "MASK_IMAGE_BLACK",
                    "INIT_IMAGE_ALPHA",
                    "STEP_SCHEDULE",
                    "a ((cat:9), <lora:x:1> BREAK [a|b",
                    "\ud800\u0000\ufffe");

    private static <T> T any(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    @Test
    void eachIsAnsweredAsItIsDocumented(@TempDir Path folder) throws Exception {
        var limits = Map.of("max-side", "64", "max-steps", "1", "rate-limit", "0");
        try (var service = Service.start(folder, limits)) {
            for (int seed = 0; seed < REQUESTS; seed++) {
                var answer = service.send(request(service, new Random(seed)));
                String what =
                        "request %d: %d %s".formatted(seed, answer.statusCode(), answer.body());
                assertThat(DOCUMENTED).as(what).contains(answer.statusCode());
                assertThat(isDocumented(answer)).as(what).isTrue();
            }
        }
    }

    private static boolean isDocumented(HttpResponse<String> answer) {
        JsonNode body = JsonMapper.shared().readTree(answer.body());
        return answer.statusCode() == 200
                ? body.path("artifacts").isArray()
                : body.propertyNames().containsAll(Set.of("id", "name", "message"));
    }

    private static HttpRequest.Builder request(Service service, Random random) {
        String path = "/v1/generation/%s/%s".formatted(any(ENGINES, random), any(WAYS, random));
        var values = values(random);
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> service.json(path, values);
            case 3 ->
                    service.request(path)
                            .header("Content-Type", any(TYPES, random))
                            .POST(BodyPublishers.ofByteArray(noise(random)));
            default -> form(values, random).in(service.request(path));
        };
    }

    private static final List<String> TYPES =
            List.of(
                    "application/json",
                    "multipart/form-data",
                    "multipart/form-data; boundary=x",
                    "multipart/form-data; boundary=",
                    "multipart/form-data; boundary=\"",
                    "application/json; charset=latin1",
                    "image/png",
                    "nonsense");

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        return noise;
    }

    /** Half of them are nearly right, for the others would all end at the first field. */
    private static Map<String, Object> values(Random random) {
        var values = new LinkedHashMap<String, Object>();
        if (random.nextBoolean()) {
            values.put("text_prompts", List.of(Map.of("text", "a cat")));
            values.put("text_prompts[0][text]", "a cat");
            values.put("width", 64);
            values.put("height", 64);
            values.put("steps", 1);
        }
        int more = random.nextInt(4);
        for (int i = 0; i < more; i++) {
            values.put(any(FIELDS, random), any(VALUES, random));
        }
        return values;
    }

    private static FormBody form(Map<String, Object> values, Random random) {
        var form = new FormBody();
        values.forEach((name, value) -> form.field(name.replace("\u0000", "\""), value));
        for (String name : List.of("init_image", "mask_image", "image")) {
            switch (random.nextInt(4)) {
                case 0 -> form.file(name, damaged(random));
                case 1, 2 -> form.file(name, PNG);
                default -> form.field("other", 1);
            }
        }
        return form;
    }

    private static byte[] damaged(Random random) {
        byte[] damaged = PNG.clone();
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }
}
