package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.golden.Golden;
import dev.easel.pictures.Encoding;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.Pictures;
import dev.easel.pictures.RgbImage;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Pictures drawn again from the recipes in others. */
@Tag("slow")
final class LikeTest {
    private static final String COMFY =
            """
            {"3": {"class_type": "KSampler", "inputs": {"seed": 42, "steps": 3, "cfg": 6.5,
                   "sampler_name": "euler_ancestral", "scheduler": "karras", "denoise": 1.0,
                   "model": ["10", 0], "positive": ["12", 0], "negative": ["7", 0],
                   "latent_image": ["5", 0]}},
             "4": {"class_type": "CheckpointLoaderSimple",
                   "inputs": {"ckpt_name": "SD15\\\\tiny.safetensors"}},
             "5": {"class_type": "EmptyLatentImage",
                   "inputs": {"width": 72, "height": 64, "batch_size": 1}},
             "6": {"class_type": "CLIPTextEncode",
                   "inputs": {"text": ["13", 0], "clip": ["11", 0]}},
             "7": {"class_type": "CLIPTextEncode",
                   "inputs": {"text": "grass", "clip": ["11", 0]}},
             "10": {"class_type": "LoraLoader", "inputs": {"model": ["4", 0], "clip": ["4", 1]}},
             "11": {"class_type": "CLIPSetLastLayer",
                    "inputs": {"stop_at_clip_layer": -2, "clip": ["10", 1]}},
             "12": {"class_type": "ControlNetApply",
                    "inputs": {"conditioning": ["6", 0], "strength": 1.0}},
             "13": {"class_type": "PrimitiveString", "inputs": {"value": "a red fox"}},
             "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["4", 2]}}}
            """;

    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void eachFormatOfEaselIsDrawnAgain(ImageFormat format) throws IOException {
        Path first = folder.resolve("first." + format.extension());
        draw(
                "-W 72 -H 64 -s 3 --cfg-scale 4.5 --seed 42 --clip-skip 2 --deep-cache 2"
                        + " --guidance-to 0.7 --negative grass --style pixel-art -o "
                        + first,
                "--sampler",
                "Euler Karras",
                "a (red:1.3) fox");
        Path second = folder.resolve("second." + format.extension());
        var outcome = draw("--like %s -o %s".formatted(first, second));

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void anEnlargedPictureIsDrawnAgain() {
        Path first = folder.resolve("first.png");
        draw(
                "fox -W 64 -H 72 -s 2 --seed 1 --hires 1.5 --hires-strength 0.4 --hires-steps 3 -o "
                        + first);
        Path second = folder.resolve("second.png");
        draw("--like %s -o %s".formatted(first, second));

        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void theUpscalerIsTakenOverByItsName() throws IOException {
        Path shelf = Files.createDirectories(folder.resolve("models/upscale_models"));
        Path network = Golden.folder().resolve("upscale/compact-x2.safetensors");
        Files.copy(network, shelf.resolve("tiny.safetensors"));
        Path first = folder.resolve("first.png");
        draw(
                "fox -W 64 -H 64 -s 2 --seed 1 --hires 1.5 --hires-upscaler %s -o %s"
                        .formatted(network, first));
        assertThat(Pictures.recipe(Files.readAllBytes(first)))
                .contains("Hires upscaler: compact-x2");
        Path second = folder.resolve("second.png");
        draw(
                "--like %s --hires-upscaler tiny --models %s/models -o %s"
                        .formatted(first, folder, second));
        var missing = draw("--like %s -o %s.png".formatted(first, second));

        assertThat(Pictures.decode(Files.readAllBytes(second)))
                .isNotEqualTo(Pictures.decode(Files.readAllBytes(Path.of(second + ".png"))))
                .isEqualTo(Pictures.decode(Files.readAllBytes(first)));
        assertThat(missing.err()).contains("--like: the upscaler compact-x2 is not here");
    }

    @Test
    void optionsGoBeforeTheRecipe() throws IOException {
        Path liked = a1111("Sampler: DPM++ 2M Karras");
        var json =
                json(
                        draw(
                                "--like %s --steps 2 --sampler Heun --json -o %s/"
                                        .formatted(liked, folder),
                                "a panda"));

        assertThat(json.path("prompt").stringValue()).isEqualTo("a panda");
        assertThat(json.path("settings").path("steps").intValue()).isEqualTo(2);
        assertThat(json.path("settings").path("sampler").stringValue()).isEqualTo("K_HEUN");
        assertThat(json.path("settings").path("scheduler").stringValue()).isEqualTo("default");
        assertThat(json.path("settings").path("negativePrompt").stringValue()).isEqualTo("grass");
        assertThat(json.path("settings").path("clipSkip").intValue()).isEqualTo(2);
        assertThat(json.path("pictures").path(0).path("seed").longValue()).isEqualTo(77);
    }

    @ParameterizedTest
    @CsvSource({
        "'Sampler: DPM++ 2M Karras', K_DPMPP_2M, karras",
        "'Sampler: DPM++ 2M, Schedule type: Automatic', K_DPMPP_2M, karras",
        "'Sampler: DPM++ 2M, Schedule type: Uniform', K_DPMPP_2M, default",
        "'Sampler: Euler a, Schedule type: Automatic', K_EULER_ANCESTRAL, default",
        "'Sampler: Euler a, Schedule type: Exponential', K_EULER_ANCESTRAL, exponential"
    })
    void a1111sSamplersAreTakenOver(String words, String sampler, String scheduler)
            throws IOException {
        var outcome = draw("--json -o - --like " + a1111(words));

        var settings =
                JsonMapper.shared()
                        .readTree(outcome.err().lines().reduce("", (_, line) -> line))
                        .path("settings");
        assertThat(settings.path("sampler").stringValue()).isEqualTo(sampler);
        assertThat(settings.path("scheduler").stringValue()).isEqualTo(scheduler);
        assertThat(settings.path("cfgScale").doubleValue()).isEqualTo(6.5);
    }

    @Test
    void whatIsNotKnownIsToldAndLeftToTheModel() throws IOException {
        Path liked = a1111("Sampler: DPM++ 9M, Schedule type: Beta");
        var outcome = draw("--like %s -o %s/".formatted(liked, folder));

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains(
                        "--like: the sampler DPM++ 9M is not known here",
                        "--like: the schedule type Beta is not known here");
    }

    @Test
    void comfyUIsGraphIsFollowed() throws IOException {
        Path liked = comfy(COMFY);
        var outcome = draw("--like %s --json -o %s/".formatted(liked, folder));

        assertThat(outcome.err()).contains("--like: its LoRAs are not taken over");
        var json = json(outcome);
        assertThat(json.path("prompt").stringValue()).isEqualTo("a red fox");
        var settings = json.path("settings");
        assertThat(settings.path("negativePrompt").stringValue()).isEqualTo("grass");
        assertThat(settings.path("steps").intValue()).isEqualTo(3);
        assertThat(settings.path("sampler").stringValue()).isEqualTo("K_EULER_ANCESTRAL");
        assertThat(settings.path("scheduler").stringValue()).isEqualTo("karras");
        assertThat(settings.path("cfgScale").doubleValue()).isEqualTo(6.5);
        assertThat(settings.path("clipSkip").intValue()).isEqualTo(2);
        assertThat(settings.path("width").intValue()).isEqualTo(72);
        assertThat(json.path("pictures").path(0).path("seed").longValue()).isEqualTo(42);
    }

    @Test
    void aClipSkipIsCountedForSdxlAsWhoeverDrewDid() throws IOException {
        String deeper = COMFY.replace("layer\": -2", "layer\": -3");
        assertThat(clipSkipOfSdxl(a1111("Sampler: Euler")).isNull()).isTrue();
        assertThat(clipSkipOfSdxl(comfy(COMFY)).isNull()).isTrue();
        assertThat(clipSkipOfSdxl(comfy(deeper)).intValue()).isEqualTo(2);
        var own = a1111("Sampler: Euler, Version: easel 0.1.0");
        assertThat(clipSkipOfSdxl(own).intValue()).isEqualTo(2);
    }

    private static JsonNode clipSkipOfSdxl(Path liked) {
        String sdxl = Golden.folder().resolve("models/sdxl").toString();
        String line = "generate -m %s --precision f32 --json -o - --like %s".formatted(sdxl, liked);
        var drawn = Cli.run(line.split(" "));
        assertThat(drawn.exitCode()).as(drawn.err()).isZero();
        return JsonMapper.shared()
                .readTree(drawn.err().lines().reduce("", (_, last) -> last))
                .path("settings")
                .path("clipSkip");
    }

    @Test
    void aModelThatIsNotHereIsTold() throws IOException {
        for (Path liked : List.of(a1111("Sampler: Euler, Model: tiny"), comfy(COMFY))) {
            var outcome =
                    new Cli()
                            .with("EASEL_MODELS", folder.toString())
                            .start("generate", "--like", liked.toString());

            assertThat(outcome.exitCode()).isEqualTo(ExitCode.MODEL.number());
            assertThat(outcome.err())
                    .contains("easel: the picture was drawn by tiny, which is not in " + folder);
        }
    }

    @Test
    void aPictureOfImg2imgTellsHowMuchWasDrawnAgain() throws IOException {
        Path photo = Files.write(folder.resolve("photo.png"), png("", ""));
        Path first = folder.resolve("first.png");
        Cli.run(img2img(photo, "fox", "-s", "4", "--denoise", "0.5", "--seed", "3", "-o", first));
        Path second = folder.resolve("second.png");
        Cli.run(img2img(photo, "--like", first, "-o", second));

        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(draw("--like %s -o %s/".formatted(first, folder)).err())
                .contains("--like: it began from a picture, as img2img does");
    }

    @Test
    void aPictureWithoutARecipeIsTold() throws IOException {
        Path plain = Files.write(folder.resolve("plain.png"), png("", ""));
        Path broken = comfy("{\"3\": ");
        Path text = Files.writeString(folder.resolve("text"), "no picture");

        for (Path file : List.of(plain, broken)) {
            assertThat(draw("--like " + file).err())
                    .contains(
                            "easel: --like must be a picture with the recipe of Easel, A1111 or"
                                    + " ComfyUI in its file, got "
                                    + file);
        }
        assertThat(draw("--like " + text).err())
                .contains("easel: cannot read " + text + ": a picture must be PNG, JPEG or WebP");
    }

    private static String[] img2img(Object... arguments) {
        return Stream.concat(
                        Stream.of("img2img", "-m", Cli.TINY_MODEL.toString(), "--precision", "f32"),
                        Arrays.stream(arguments).map(String::valueOf))
                .toArray(String[]::new);
    }

    /** Draws with the tiny model; options are separated by spaces. */
    private static Cli.Outcome draw(String options, String... more) {
        var all = new ArrayList<>(List.of("generate", "-m", Cli.TINY_MODEL.toString()));
        all.addAll(List.of("--precision", "f32"));
        all.addAll(List.of(options.split(" ")));
        all.addAll(List.of(more));
        return Cli.run(all.toArray(String[]::new));
    }

    private Path a1111(String settings) throws IOException {
        String text =
                "a red fox\nNegative prompt: grass\nSteps: 3, %s, CFG scale: 6.5, Seed: 77, Size: 64x72, Clip skip: 2"
                        .formatted(settings);
        var encoding = Encoding.of(ImageFormat.JPEG).withParameters(text);
        byte[] file = ImageCodec.encode(RgbImage.filled(64, 72, 0), encoding);
        return Files.write(folder.resolve("liked.jpg"), file);
    }

    private Path comfy(String graph) throws IOException {
        return Files.write(folder.resolve("comfy.png"), png("prompt", graph));
    }

    /** A PNG with a text. */
    private static byte[] png(String keyword, String text) throws IOException {
        byte[] plain =
                ImageCodec.encode(RgbImage.filled(64, 64, 0x334455), Encoding.of(ImageFormat.PNG));
        if (keyword.isEmpty()) {
            return plain;
        }
        byte[] data = (keyword + "\0" + text).getBytes(StandardCharsets.ISO_8859_1);
        int end = plain.length - 12;
        var bytes = new ByteArrayOutputStream();
        var png = new DataOutputStream(bytes);
        png.write(plain, 0, end);
        png.writeInt(data.length);
        png.writeBytes("tEXt");
        png.write(data);
        png.writeInt(0);
        png.write(plain, end, 12);
        return bytes.toByteArray();
    }

    private static JsonNode json(Cli.Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return JsonMapper.shared().readTree(outcome.out());
    }
}
