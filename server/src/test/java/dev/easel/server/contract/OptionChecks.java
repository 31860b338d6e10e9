package dev.easel.server.contract;

import static dev.easel.server.contract.Service.with;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.ImageFormat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Each sampler, style, model and action. */
final class OptionChecks {
    private static final List<String> SAMPLERS =
            List.of(
                    "DDIM",
                    "DDPM",
                    "K_DPMPP_2M",
                    "K_DPMPP_2S_ANCESTRAL",
                    "K_DPM_2",
                    "K_DPM_2_ANCESTRAL",
                    "K_EULER",
                    "K_EULER_ANCESTRAL",
                    "K_HEUN",
                    "K_LMS");
    private static final String STYLES =
            "3d-model analog-film anime cinematic comic-book digital-art enhance fantasy-art"
                + " isometric line-art low-poly modeling-compound neon-punk origami photographic"
                + " pixel-art title-texture tile-texture";

    /** The model's name, and what makes its pictures. */
    private static final Map<String, String> MODELS = new HashMap<>();

    static {
        for (String alone :
                List.of(
                        "sdxl",
                        "sd-1.5",
                        "sd-768",
                        "stable-diffusion-xl-1024-v0-9",
                        "stable-diffusion-v1",
                        "stable-diffusion-512-v2-0",
                        "stable-diffusion-depth-v2-0",
                        "stable-diffusion-512-v2-1",
                        "stable-diffusion-768-v2-1")) {
            MODELS.put(alone, alone);
        }
        MODELS.put("sd", "sd-1.5");
        MODELS.put("stable-diffusion-v1-5", "sd-1.5");
        MODELS.put("stable-diffusion-768-v2-0", "sd-768");
        MODELS.put("stable-diffusion-xl-beta-v2-2-2", "sdxl");
    }

    private OptionChecks() {}

    static List<Check> all() {
        List<Check> checks = new ArrayList<>();
        SAMPLERS.forEach(name ->
                checks.add(new Check("E1." + name, "is done", s -> done(s, "sampler", name))));
        List.of(STYLES.split(" "))
                .forEach(name ->
                        checks.add(
                                new Check(
                                        "E2." + name, "changes the picture", s -> style(s, name))));
        MODELS.forEach((name, maker) ->
                checks.add(
                        new Check(
                                "E3." + name, "is done by " + maker, s -> model(s, name, maker))));
        for (String name : List.of("generate", "img2img", "upscale")) {
            checks.add(new Check("E4." + name, "is done", s -> done(s, "action", name)));
        }
        return checks;
    }

    private static void done(Service service, String name, String value) {
        var picture = Picture.base64(Picture.slope(64, 64), ImageFormat.PNG);
        var answer = service.whole(with(name, value, "image", picture, "width", 64, "height", 64));
        assertThat(answer.json().path("status").stringValue())
                .as(answer.response().body())
                .isEqualTo("done");
    }

    private static void style(Service service, String name) {
        var small = with("seed", 42, "steps", 2, "width", 64, "height", 64);
        var styled = new HashMap<>(small);
        styled.put("style", name);
        assertThat(service.whole(styled).base64()).isNotEqualTo(service.whole(small).base64());
    }

    private static void model(Service service, String name, String maker) {
        var answer = service.whole(with("model", name, "width", 128, "height", 64));
        assertThat(answer.json().path("status").stringValue())
                .as(answer.response().body())
                .isEqualTo("done");
        assertThat(answer.response().headers().firstValue("X-Easel-Model")).contains(maker);
        assertThat(answer.picture().size()).isEqualTo("128x64");
    }
}
