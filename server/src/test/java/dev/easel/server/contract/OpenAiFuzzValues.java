package dev.easel.server.contract;

import dev.easel.pictures.ImageFormat;

import tools.jackson.databind.json.JsonMapper;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** What the fields of OpenAI's requests may have, and what nobody means. */
final class OpenAiFuzzValues {
    private static final byte[] PNG = file(ImageFormat.PNG, 64, 64);
    private static final byte[] LARGE_SAYS_ITS_HEADER = bomb();

    static final Map<String, Object> USUAL =
            Map.of("prompt", "a cat", "image", url(PNG), "size", "64x64", "steps", 1);

    /** Fields with values that mean something in them. */
    static final Map<String, List<Object>> FIELDS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("prompt", List.of("", "(a:1.2) [b]", "<lora:x:1>", "é")),
                            Map.entry(
                                    "model",
                                    List.of("sdxl", "sd-1.5", "dall-e-2", "gpt-image-1", "x/y")),
                            Map.entry("n", List.of(1, 2, "3", 11)),
                            Map.entry("size", List.of("auto", "1x1", "99999x2", "64x63", "x")),
                            Map.entry("quality", List.of("auto", "low", "hd", "best")),
                            Map.entry("response_format", List.of("url", "b64_json")),
                            Map.entry("output_format", List.of("png", "jpeg", "webp", "gif")),
                            Map.entry("output_compression", List.of(0, 50, 100, 101)),
                            Map.entry("background", List.of("transparent", "auto")),
                            Map.entry("moderation", List.of("low", "auto")),
                            Map.entry("style", List.of("vivid", "anime", "tile-texture")),
                            Map.entry("user", List.of("u", "\u0000")),
                            Map.entry("stream", List.of(true, false, "true")),
                            Map.entry("partial_images", List.of(0, 1, 3)),
                            Map.entry("input_fidelity", List.of("high", "low")),
                            Map.entry("steps", List.of(1, "1", 2)),
                            Map.entry("seed", List.of(0, 7, 9007199254740991L, "5")),
                            Map.entry("negative_prompt", List.of("dull", "<lora:x:1>")),
                            Map.entry("guidance_scale", List.of(0, 7.5, "1", 36)),
                            Map.entry("cfg_scale", List.of(1, 3)),
                            Map.entry("sampler", List.of("Euler a", "DPM++ 2M Karras", "dpm_2")),
                            Map.entry("strength", List.of(0, 0.5, 1, "0.2")),
                            Map.entry("mask_blur", List.of(0, 64, 65)),
                            Map.entry(
                                    "loras",
                                    List.of(List.of(), List.of(Map.of("name", "x")), "[]", "[{")),
                            Map.entry("image", pictures()),
                            Map.entry("image[]", pictures()),
                            Map.entry("images", List.of(pictures(), List.of(), pictures().get(1))),
                            Map.entry("mask", pictures()),
                            Map.entry("hyper", List.of(1))));

    static final List<Object> JUNK =
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
                    "1e999999999",
                    "NaN",
                    "64",
                    true,
                    List.of(),
                    Map.of(),
                    List.of(1),
                    List.of(Map.of()),
                    Map.of("x", List.of()),
                    Map.of("image_url", Map.of("url", 5)),
                    Map.of("file_id", "file-1"),
                    Long.MIN_VALUE,
                    "\n",
                    "x".repeat(3000));

    private static final List<String> TYPES =
            List.of(
                    "text/plain",
                    "application/json; charset=utf-16",
                    "multipart/form-data",
                    "multipart/form-data; boundary=x",
                    "multipart/mixed; boundary=" + FormBody.BOUNDARY,
                    "application/x-www-form-urlencoded",
                    "image/png",
                    "a/b; c");

    private OpenAiFuzzValues() {}

    static Collection<Object> of(String name) {
        return FIELDS.getOrDefault(name, List.of());
    }

    /** {@return one of some types of bodies} */
    static String type(double place) {
        return TYPES.get((int) (place * (TYPES.size() - 1)));
    }

    /** Adds a value to a form: pictures as files, what else there is as text. */
    static void add(String name, Object value, FormBody form) {
        boolean file = name.startsWith("image") || name.equals("mask");
        String text = value instanceof String given ? given : json(value);
        if (!file) {
            form.field(name, text);
        } else if (text.startsWith("data:image/png;base64,") && text.length() > 30) {
            form.file(name, Base64.getDecoder().decode(text.substring(text.indexOf(',') + 1)));
        } else {
            form.file(name, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }

    private static List<Object> pictures() {
        byte[] webp = file(ImageFormat.WEBP, 64, 64);
        return List.of(
                url(PNG),
                Map.of("image_url", url(PNG)),
                url(file(ImageFormat.JPEG, 40, 72)),
                url(webp),
                url(Arrays.copyOf(PNG, PNG.length / 2)),
                url(Arrays.copyOf(webp, webp.length - 7)),
                url(LARGE_SAYS_ITS_HEADER),
                url(new byte[] {1, 2, 3}),
                "https://a.example/b.png");
    }

    private static byte[] file(ImageFormat format, int width, int height) {
        return Base64.getDecoder().decode(Picture.base64(Picture.slope(width, height), format));
    }

    /** A PNG of 60000x60000 pixels, as its header says. */
    private static byte[] bomb() {
        byte[] png = PNG.clone();
        var header = ByteBuffer.wrap(png);
        header.putInt(16, 60_000).putInt(20, 60_000);
        var crc = new CRC32();
        crc.update(png, 12, 17);
        header.putInt(29, (int) crc.getValue());
        return png;
    }

    private static String url(byte[] file) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(file);
    }
}
