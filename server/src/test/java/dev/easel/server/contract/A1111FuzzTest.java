package dev.easel.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.pictures.ImageFormat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import org.springframework.util.FileSystemUtils;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Values of every kind in every field of A1111's: pictures, or a failure that is told. As many
 * requests as {@code jqwik.tries.default} says.
 */
@Tag("slow")
class A1111FuzzTest {
    private static final String PNG = Picture.base64(Picture.slope(64, 64), ImageFormat.PNG);
    private static final String JPEG = Picture.base64(Picture.slope(40, 72), ImageFormat.JPEG);

    private static final List<String> PATHS =
            List.of(
                    "/sdapi/v1/txt2img",
                    "/sdapi/v1/img2img",
                    "/sdapi/v1/extra-single-image",
                    "/sdapi/v1/extra-batch-images",
                    "/sdapi/v1/png-info",
                    "/sdapi/v1/options",
                    "/sdapi/v1/interrogate",
                    "/sdapi/v1/interrupt",
                    "/internal/progress");

    /** Fields with values that mean something in them. */
    private static final Map<String, List<Object>> FIELDS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("prompt", List.of("a cat", "(a:1.2) [b]", "<lora:x:1>")),
                            Map.entry("negative_prompt", List.of("dull", "a AND b")),
                            Map.entry("styles", List.of(List.of("anime"), List.of("none"))),
                            Map.entry("seed", List.of(-1, 0, 7, 9007199254740991L)),
                            Map.entry("sampler_name", List.of("Euler a", "DPM++ 2M Karras", "x")),
                            Map.entry("sampler_index", List.of("Heun", "k_lms")),
                            Map.entry("scheduler", List.of("Karras", "SGM Uniform")),
                            Map.entry("batch_size", List.of(1, 2)),
                            Map.entry("n_iter", List.of(1, 2, 11)),
                            Map.entry("steps", List.of(1, 2)),
                            Map.entry("cfg_scale", List.of(1, 7.5, 36)),
                            Map.entry("width", List.of(64, 63, 128)),
                            Map.entry("height", List.of(64, 72)),
                            Map.entry("denoising_strength", List.of(0, 0.5, 1)),
                            Map.entry(
                                    "override_settings",
                                    List.of(
                                            Map.of("sd_model_checkpoint", "sd.safetensors [0a]"),
                                            Map.of("sd_model_checkpoint", "x", "sd_vae", "x"),
                                            Map.of("CLIP_stop_at_last_layers", 2))),
                            Map.entry("script_name", List.of("None", "x")),
                            Map.entry("send_images", List.of(true, false)),
                            Map.entry("force_task_id", List.of("task(x)")),
                            Map.entry(
                                    "infotext",
                                    List.of("a\nSteps: 1, Sampler: LMS, Seed: 5, Size: 64x64")),
                            Map.entry("enable_hr", List.of(true, false)),
                            Map.entry("hr_scale", List.of(1, 1.5, 9)),
                            Map.entry("hr_resize_x", List.of(0, 64)),
                            Map.entry("hr_upscaler", List.of("None", "Latent", "x")),
                            Map.entry("init_images", List.of(List.of(PNG), List.of(JPEG, PNG))),
                            Map.entry("mask", List.of(PNG, "data:image/jpeg;base64," + JPEG)),
                            Map.entry("resize_mode", List.of(0, 1, 2, 3)),
                            Map.entry("mask_blur", List.of(0, 64)),
                            Map.entry("inpainting_fill", List.of(0, 1)),
                            Map.entry("inpainting_mask_invert", List.of(0, 1)),
                            Map.entry("include_init_images", List.of(true)),
                            Map.entry("image", List.of(PNG, JPEG)),
                            Map.entry("imageList", List.of(List.of(Map.of("data", PNG)))),
                            Map.entry("upscaler_1", List.of("None", "easel-mini x2", "Lanczos")),
                            Map.entry("upscaling_resize", List.of(0.5, 2)),
                            Map.entry("upscaling_resize_w", List.of(1, 100)),
                            Map.entry("gfpgan_visibility", List.of(0, 1)),
                            Map.entry("sd_model_checkpoint", List.of("sdxl", "sd-1.5", "x")),
                            Map.entry("sd_vae", List.of("None", "x")),
                            Map.entry("id_task", List.of("task(x)")),
                            Map.entry("alwayson_scripts", List.of(Map.of("x", Map.of()))),
                            Map.entry("loras", List.of(List.of(Map.of("name", "x")))),
                            Map.entry("unknown", List.of(1))));

    private static final List<Object> JUNK =
            List.of(
                    "",
                    " ",
                    "x",
                    "\ud800",
                    "a\u0000b",
                    "....",
                    "data:image/png;base64,",
                    "iVBORw0KGgo=",
                    0,
                    -1,
                    1.5,
                    1e300,
                    "1e5",
                    "NaN",
                    "64",
                    true,
                    List.of(),
                    Map.of(),
                    List.of(1),
                    List.of(Map.of()),
                    Map.of("x", List.of()),
                    Long.MIN_VALUE,
                    "\n",
                    "x".repeat(3000));

    private static final Map<Integer, Integer> COUNTS = new ConcurrentSkipListMap<>();

    private static Optional<Service> started = Optional.empty();
    private static Path folder = Path.of("");

    @BeforeContainer
    static void start() throws IOException {
        folder = Files.createTempDirectory("easel-fuzz");
        started = Optional.of(Service.start(folder, Map.of("max-side", "64", "max-steps", "1")));
    }

    @AfterContainer
    static void stop() throws IOException {
        started.orElseThrow().close();
        FileSystemUtils.deleteRecursively(folder);
        assertThat(COUNTS).containsKeys(200, 400, 404, 422);
    }

    /**
     * A request.
     *
     * @param cut how much of the body's end is missing; of most nothing
     */
    record Sent(String path, Map<String, Object> fields, int cut) {}

    @Provide
    Arbitrary<Sent> requests() {
        var picture =
                Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.just(PATHS.get(0))),
                        Tuple.of(4, Arbitraries.just(PATHS.get(1))),
                        Tuple.of(5, Arbitraries.of(PATHS)));
        var cut = Arbitraries.frequency(Tuple.of(30, 0), Tuple.of(1, 1), Tuple.of(1, 9));
        return Combinators.combine(picture, fields(), cut).as(Sent::new);
    }

    private static Arbitrary<Map<String, Object>> fields() {
        var junk = Arbitraries.of(JUNK);
        var field =
                Arbitraries.of(FIELDS.keySet())
                        .flatMap(name ->
                                Arbitraries.frequencyOf(
                                                Tuple.of(
                                                        3,
                                                        Arbitraries.of(
                                                                FIELDS.getOrDefault(
                                                                        name, List.of()))),
                                                Tuple.of(1, junk))
                                        .map(value -> Map.entry(name, value)));
        return field.list().ofMaxSize(12).map(A1111FuzzTest::body);
    }

    private static Map<String, Object> body(List<Map.Entry<String, Object>> fields) {
        var body = new TreeMap<String, Object>();
        body.put("init_images", List.of(PNG));
        body.put("image", PNG);
        fields.forEach(field -> body.put(field.getKey(), field.getValue()));
        return body;
    }

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void allIsDoneOrRefused(@ForAll("requests") Sent sent) {
        String json = JsonMapper.shared().writeValueAsString(sent.fields());
        byte[] body = json.substring(0, json.length() - sent.cut()).getBytes(UTF_8);
        var service = started.orElseThrow();
        var answer =
                service.send(
                        service.anonymous(sent.path())
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofByteArray(body)));
        COUNTS.merge(answer.statusCode(), 1, Integer::sum);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400, 404, 422);
        var read = JsonMapper.shared().readTree(answer.body());
        if (answer.statusCode() != 200) {
            assertThat(read.propertyNames()).containsExactly("error", "detail", "body", "errors");
            assertThat(answer.body())
                    .doesNotContain("\tat ", "dev.easel", "java.", folder.toString());
        }
    }
}
