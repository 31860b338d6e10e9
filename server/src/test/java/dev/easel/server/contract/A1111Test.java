package dev.easel.server.contract;

import static dev.easel.server.contract.A1111Client.info;
import static dev.easel.server.contract.A1111Client.picture;
import static dev.easel.server.contract.A1111Client.pictures;
import static dev.easel.server.contract.A1111Client.small;
import static dev.easel.server.contract.Service.with;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.RgbImage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Pictures by A1111's paths: what is asked for, what is answered, what is refused. */
class A1111Test extends Served {
    private static final RgbImage SLOPE = Picture.slope(64, 64);
    private static final String IMAGE = Picture.base64(SLOPE, ImageFormat.PNG);

    @Override
    Service open(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("models/loras"));
        Files.copy(
                Service.GOLDEN.resolve("../lycoris/sdxl-locon.safetensors"),
                folder.resolve("models/loras/Fox.safetensors"));
        SmallModels.linkGoldenSdxl(folder.resolve("models"));
        return Service.start(folder, Map.of());
    }

    private A1111Client client() {
        return new A1111Client(service());
    }

    private List<RgbImage> ofPage(Object... namesAndValues) {
        var more = Stream.of("width", 64, "height", 64, "steps", 2, "seed", 7, "cfg_scale", 6);
        var body = with(Stream.concat(more, Stream.of(namesAndValues)).toArray());
        var answer = service().whole(body);
        assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
        return answer.json()
                .path("results")
                .valueStream()
                .map(result -> picture(result.path("base64")))
                .toList();
    }

    private static Map<String, Object> seeded(Object... namesAndValues) {
        var more = Stream.<Object>of("steps", 2, "seed", 7, "cfg_scale", 6);
        return small(Stream.concat(more, Stream.of(namesAndValues)).toArray());
    }

    @Test
    void sameSeedAndSettingsGiveThePixelsOfThePagesOwnProtocol() {
        var answer = client().post("txt2img", seeded("sampler_name", "Heun", "n_iter", 2));
        assertThat(pictures(answer)).isEqualTo(ofPage("sampler", "K_HEUN", "number", 2));

        var styled =
                client().post(
                                "txt2img",
                                seeded(
                                        "sampler_name", "k_euler_a",
                                        "styles", List.of("origami"),
                                        "negative_prompt", "dull"));
        assertThat(pictures(styled))
                .isEqualTo(
                        ofPage(
                                "sampler", "K_EULER_ANCESTRAL",
                                "style", "origami",
                                "negative_prompt", "dull"));

        var begun =
                client().post(
                                "img2img",
                                seeded("init_images", List.of(IMAGE), "denoising_strength", 0.75));
        assertThat(pictures(begun))
                .isEqualTo(
                        ofPage(
                                "action",
                                "img2img",
                                "image",
                                IMAGE,
                                "strength",
                                0.25,
                                "sampler",
                                "K_EULER"));
    }

    @Test
    void picturesComeWithWhatTheyWereMadeBy() {
        var answer =
                client().post(
                                "txt2img",
                                seeded("batch_size", 2, "sampler_name", "DPM++ 2M Karras"));
        assertThat(answer.propertyNames()).containsExactly("images", "parameters", "info");
        assertThat(answer.path("parameters").path("steps").intValue()).isEqualTo(2);
        assertThat(answer.path("parameters").path("n_iter").intValue()).isEqualTo(1);
        var info = info(answer);
        assertThat(info.path("all_seeds").toString()).isEqualTo("[7,8]");
        assertThat(info.path("sampler_name").stringValue()).isEqualTo("DPM++ 2M");
        assertThat(info.path("all_prompts").toString()).isEqualTo("[\"a cat\",\"a cat\"]");
        assertThat(info.path("sd_model_name").stringValue()).isEqualTo("sdxl");
        assertThat(info.path("extra_generation_params").path("Schedule type").stringValue())
                .isEqualTo("Karras");
        String infotext = info.path("infotexts").path(1).stringValue();
        assertThat(infotext).startsWith("a cat\nSteps: 2, Sampler: DPM++ 2M,").contains("Seed: 8");

        var read = client().post("png-info", Map.of("image", answer.path("images").path(1)));
        assertThat(read.path("info").stringValue()).isEqualTo(infotext);
        assertThat(read.path("items").path("parameters").stringValue()).isEqualTo(infotext);
        assertThat(read.path("parameters").path("Size-1").stringValue()).isEqualTo("64");

        var again = client().post("txt2img", Map.of("infotext", infotext));
        assertThat(pictures(again)).containsExactly(pictures(answer).getLast());
        var other = client().post("txt2img", Map.of("infotext", infotext, "seed", 7));
        assertThat(pictures(other)).containsExactly(pictures(answer).getFirst());
    }

    @Test
    void picturesAreLeftOutWhereTheyAreNotWanted() {
        var answer = client().post("txt2img", small("send_images", false, "seed", 0));
        assertThat(answer.path("images")).isEmpty();
        assertThat(info(answer).path("all_seeds").toString()).isEqualTo("[0]");
        var without =
                client().post(
                                "img2img",
                                small("init_images", List.of(IMAGE), "send_images", false));
        assertThat(without.path("parameters").path("init_images").isNull()).isTrue();
    }

    @Test
    void aMaskIsKeptWhereItIsBlackOrWhereItIsWhite() {
        var half = new byte[64 * 64 * 3];
        Arrays.fill(half, 0, half.length / 2, (byte) 255);
        String mask = Picture.base64(RgbImage.of(64, 64, half), ImageFormat.PNG);
        var body =
                seeded(
                        "init_images",
                        List.of(IMAGE),
                        "mask",
                        "data:image/png;base64," + mask,
                        "mask_blur",
                        0,
                        "denoising_strength",
                        1);
        var upper = pictures(client().post("img2img", body)).getFirst();
        assertThat(difference(upper, 0)).isPositive();
        assertThat(difference(upper, 32)).isZero();
        body.put("inpainting_mask_invert", 1);
        var lower = pictures(client().post("img2img", body)).getFirst();
        assertThat(difference(lower, 0)).isZero();
        assertThat(difference(lower, 32)).isPositive();
        body.putAll(Map.of("inpainting_fill", 0, "inpaint_full_res", true, "mask_blur_x", 4));
        assertThat(client().notes("img2img", body))
                .contains("inpainting_fill 0 is not here")
                .contains("inpaint_full_res is not used");
    }

    /** Of half a picture, from a row on. */
    private static int difference(RgbImage picture, int fromRow) {
        int differing = 0;
        for (int y = fromRow; y < fromRow + 32; y++) {
            for (int x = 0; x < 64; x++) {
                differing += picture.pixel(x, y) == SLOPE.pixel(x, y) ? 0 : 1;
            }
        }
        return differing;
    }

    @Test
    void framesFollowTheResizeMode() {
        for (int mode = 0; mode < 4; mode++) {
            var body =
                    small(
                            "init_images",
                            List.of(IMAGE),
                            "resize_mode",
                            mode,
                            "width",
                            128,
                            "denoising_strength",
                            0);
            var picture = pictures(client().post("img2img", body)).getFirst();
            assertThat(picture.width()).isEqualTo(128);
            assertThat(picture.height()).isEqualTo(64);
        }
    }

    @Test
    void aSecondPassEnlarges() {
        var body = small("enable_hr", true, "hr_scale", 1.5, "hr_second_pass_steps", 1);
        assertThat(pictures(client().post("txt2img", body)).getFirst().width()).isEqualTo(96);
        body.putAll(Map.of("hr_resize_x", 128, "hr_upscaler", "R-ESRGAN 4x+"));
        assertThat(pictures(client().post("txt2img", body)).getFirst().width()).isEqualTo(128);
        assertThat(client().notes("txt2img", body))
                .contains("hr_upscaler R-ESRGAN 4x+ is not here");
        body.put("hr_upscaler", "nobody's");
        client().refused("txt2img", body, 422);
        body.putAll(Map.of("hr_upscaler", "None", "denoising_strength", 0));
        client().refused("txt2img", body, 422);
    }

    @Test
    void picturesAreEnlarged() {
        var upscaler = client().get("upscalers").path(1).path("name").stringValue();
        var body = Map.of("image", IMAGE, "upscaler_1", upscaler, "upscaling_resize", 2);
        var large = picture(client().post("extra-single-image", body).path("image"));
        assertThat(large.width()).isEqualTo(128);
        var covering =
                Map.of(
                        "image", IMAGE,
                        "upscaler_1", upscaler,
                        "resize_mode", 1,
                        "upscaling_resize_w", 120,
                        "upscaling_resize_h", 100);
        var cropped = picture(client().post("extra-single-image", covering).path("image"));
        assertThat(List.of(cropped.width(), cropped.height())).containsExactly(120, 100);
        var asSent = client().post("extra-single-image", Map.of("image", IMAGE));
        assertThat(asSent.path("image").stringValue()).isEqualTo(IMAGE);
        var entry = Map.of("data", IMAGE, "name", "slope.png");
        var list =
                client().post(
                                "extra-batch-images",
                                Map.of("imageList", List.of(entry, entry), "upscaler_1", upscaler));
        assertThat(pictures(list)).hasSize(2).allMatch(picture -> picture.height() == 128);
    }

    @Test
    void whatIsWrongIsToldAsA1111TellsIt() {
        assertThat(detail("txt2img", small("sampler_name", "PLMS"), 400))
                .startsWith("Sampler not found: sampler_name must be one of DDIM,");
        assertThat(detail("img2img", small(), 404)).isEqualTo("Init image not found");
        assertThat(detail("interrogate", Map.of("image", IMAGE, "model", "clip"), 404))
                .startsWith("Model not found");
        assertThat(detail("txt2img", small("override_settings", model("nobody's")), 404))
                .isEqualTo("model 'nobody's' not found");
        assertThat(detail("nowhere", small(), 404)).isEqualTo("Not found");
        var steps = client().refused("txt2img", small("steps", 151), 422);
        assertThat(steps.path("detail").path(0).path("loc").toString())
                .isEqualTo("[\"body\",\"steps\"]");
        assertThat(steps.path("detail").path(0).path("msg").stringValue())
                .isEqualTo("steps must be a whole number from 1 to 150, got 151");
        var script = client().refused("txt2img", small("script_name", "X/Y/Z plot"), 422);
        assertThat(script.path("errors").stringValue()).isEqualTo("Script 'X/Y/Z plot' not found");
        client().refused("txt2img", small("n_iter", 3, "batch_size", 4), 422);
        client().refused("txt2img", small("prompt", "<lora:none:1>"), 422);
        var noImage = client().refused("img2img", small("init_images", List.of("!!!!")), 422);
        assertThat(noImage.path("errors").stringValue()).startsWith("init_images must be base64");
    }

    private String detail(String path, Object body, int status) {
        return client().refused(path, body, status).path("detail").stringValue();
    }

    private static Map<String, Object> model(String name) {
        return Map.of("sd_model_checkpoint", name);
    }

    @Test
    void whatIsNotHereIsToldInNotes() {
        var notes =
                client().notes(
                                "txt2img",
                                small(
                                        "width",
                                        70,
                                        "restore_faces",
                                        true,
                                        "tiling",
                                        false,
                                        "scheduler",
                                        "SGM Uniform",
                                        "styles",
                                        List.of("mine"),
                                        "hr_prompt",
                                        "",
                                        "clip_skip",
                                        1));
        assertThat(notes)
                .contains("restore_faces is not used", "70x64 is made as 64x64")
                .contains("scheduler SGM Uniform is not here", "style mine is not here")
                .contains("unknown parameter clip_skip is ignored")
                .doesNotContain("tiling", "hr_prompt");
        var foreign = small("override_settings", model("dreamshaper_8.safetensors [879db523c3]"));
        assertThat(client().notes("txt2img", foreign))
                .contains("dreamshaper_8.safetensors is not on this server: sdxl stands in for it");
        var known = small("override_settings", model("sd-1.5.safetensors [6ce0161689]"));
        assertThat(info(client().post("txt2img", known)).path("sd_model_name").stringValue())
                .isEqualTo("sd-1.5");
    }

    @Test
    void lorasAreNamedInPrompts() {
        var plain = pictures(client().post("txt2img", seeded()));
        var body = seeded("prompt", "a cat<lora:Fox:0.8>");
        var answer = client().post("txt2img", body);
        assertThat(pictures(answer)).isNotEqualTo(plain);
        assertThat(info(answer).path("prompt").stringValue()).isEqualTo("a cat<lora:Fox:0.8>");
        assertThat(client().get("loras").path(0).path("name").stringValue()).isEqualTo("Fox");
    }

    @Test
    void aClipSkipIsOneRequestsOrTheCallers() {
        var usual = pictures(client().post("txt2img", seeded("override_settings", sd15(1))));
        var skipped = pictures(client().post("txt2img", seeded("override_settings", sd15(2))));
        assertThat(skipped).isNotEqualTo(usual);
        assertThat(client().get("options").path("CLIP_stop_at_last_layers").intValue()).isOne();
    }

    @Test
    void theLayerOfSdxlIsAlwaysTheSame() {
        var skipping = seeded("override_settings", Map.of("CLIP_stop_at_last_layers", 2));
        assertThat(pictures(client().post("txt2img", skipping)))
                .isEqualTo(pictures(client().post("txt2img", seeded())));
        assertThat(client().notes("txt2img", skipping))
                .contains("CLIP_stop_at_last_layers is not used: SDXL has one layer for all");
    }

    private static Map<String, Object> sd15(int layer) {
        return Map.of("sd_model_checkpoint", "sd-1.5", "CLIP_stop_at_last_layers", layer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "a/b; c", ""})
    void aBodyIsJsonWhateverItsTypeSays(String type) {
        byte[] body = JsonMapper.shared().writeValueAsBytes(small());
        var request = service().request("/sdapi/v1/txt2img").POST(BodyPublishers.ofByteArray(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        var answer = service().send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JsonMapper.shared().readTree(answer.body()).path("parameters").path("prompt"))
                .hasToString("\"a cat\"");
    }

    @Test
    void randomSeedsAreTold() {
        var answer = client().post("txt2img", small("seed", -1));
        var seed = info(answer).path("seed");
        assertThat(seed.longValue()).isPositive();
        JsonNode again = client().post("txt2img", small("seed", seed));
        assertThat(pictures(again)).isEqualTo(pictures(answer));
        assertThat(Base64.getDecoder().decode(answer.path("images").path(0).stringValue()))
                .startsWith((byte) 0x89, (byte) 'P');
    }
}
