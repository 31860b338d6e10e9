package dev.easel.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;

class RecipeTextTest {
    private static final String A1111 =
            """
            masterpiece, a (red:1.2) fox,
            in the snow
            Negative prompt: blurry, bad: hands
            Steps: 25, Sampler: DPM++ 2M Karras, CFG scale: 7.5, Seed: 1234567890, Size: 512x768, \
            Model hash: 6ce0161689, Model: v1-5-pruned, Denoising strength: 0.4, Clip skip: 2, \
            Lora hashes: "one: 0123456789ab, two: \\"x\\"", Version: v1.9.4\
            """;

    @Test
    void whatA1111WritesIsRead() {
        var read = RecipeText.read(A1111);

        assertThat(read.prompt()).isEqualTo("masterpiece, a (red:1.2) fox,\nin the snow");
        assertThat(read.negativePrompt()).isEqualTo("blurry, bad: hands");
        assertThat(read.setting("Sampler")).contains("DPM++ 2M Karras");
        assertThat(read.setting("CFG scale")).contains("7.5");
        assertThat(read.setting("Lora hashes")).contains("one: 0123456789ab, two: \"x\"");
        assertThat(read.setting("Version")).contains("v1.9.4");
        assertThat(read.setting("Hires upscale")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a red fox",
                "a red fox\nand a panda: black, white",
                "",
                "a: b, c: d",
            })
    void aTextWithoutSettingsIsThePrompt(String text) {
        assertThat(RecipeText.read(text)).isEqualTo(new RecipeText(text, "", Map.of()));
    }

    @Property
    void whatEaselWritesIsRead(@ForAll String model, @ForAll long seed) {
        var more = List.of(new Recipe.Setting("Easel words", model));
        var recipe =
                new Recipe(
                        "a fox\nred", "b", 20, "Euler a", 7.5, seed, 64, 72, more, model, "e, 1");
        var read = RecipeText.read(recipe.text());

        assertThat(read.prompt()).isEqualTo("a fox\nred");
        assertThat(read.negativePrompt()).isEqualTo("b");
        assertThat(read.setting("Seed")).contains(String.valueOf(seed));
        assertThat(read.setting("Size")).contains("64x72");
        assertThat(read.setting("Version")).contains("e, 1");
    }

    @Test
    void longLinesWithoutSettingsAreReadInOneGo() {
        String long1 = "a".repeat(1_000_000);
        assertThat(RecipeText.read(long1).prompt()).isEqualTo(long1);
        assertThat(RecipeText.read("a: \"".repeat(100_000)).settings()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatKeepsItsTexts(ImageFormat format) {
        for (String text : List.of("a fox\nSteps: 1", "ein Fuchs für 狐\nSteps: 1")) {
            var encoding = Encoding.of(format).withParameters(text);
            byte[] file = ImageCodec.encode(RgbImage.filled(8, 8, 0), encoding);

            assertThat(PictureTexts.of(file)).containsOnly(Map.entry("parameters", text));
            assertThat(
                            PictureTexts.of(
                                    ImageCodec.encode(
                                            RgbImage.filled(8, 8, 0), Encoding.of(format))))
                    .isEmpty();
        }
    }

    @Test
    void compressedTextsOfAPngAreRead() throws IOException {
        byte[] plain = ImageCodec.encode(RgbImage.filled(8, 8, 0), Encoding.of(ImageFormat.PNG));
        byte[] deflated = deflated("{\"1\": 狐}");
        var bytes = new ByteArrayOutputStream();
        var png = new DataOutputStream(bytes);
        png.write(plain, 0, plain.length - 12);
        chunk(png, "zTXt", "workflow\0\0", deflated("{}"));
        chunk(png, "iTXt", "prompt\0\1\0en\0Wort\0", deflated);
        chunk(png, "iTXt", "broken\0\1\0en\0Wort\0", new byte[] {1, 2, 3});
        chunk(png, "tEXt", "no end", new byte[0]);

        assertThat(PictureTexts.of(bytes.toByteArray()))
                .containsEntry("workflow", "{}")
                .containsEntry("prompt", "{\"1\": 狐}")
                .containsEntry("broken", "");
    }

    private static byte[] deflated(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream png, String type, String begin, byte[] rest)
            throws IOException {
        png.writeInt(begin.length() + rest.length);
        png.writeBytes(type);
        png.writeBytes(begin);
        png.write(rest);
        png.writeInt(0); // sums of texts are not looked at
    }

    @Test
    void textsOfOtherWritersOfExifAreRead() {
        var comment = "UNICODE\0a fox".getBytes(StandardCharsets.US_ASCII);
        byte[] swapped = "a fox".getBytes(StandardCharsets.UTF_16LE);
        byte[] make = "Prompt:{\"3\": {}}\0".getBytes(StandardCharsets.UTF_8);
        var tiff = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
        tiff.putShort((short) 2);
        entry(tiff, 0x010f, make.length, 100);
        entry(tiff, 0x8769, 1, 50);
        tiff.position(50).putShort((short) 1);
        entry(tiff, 0x9286, 8 + swapped.length, 130);
        tiff.put(100, make).put(130, comment, 0, 8).put(138, swapped);

        assertThat(ExifTexts.of(tiff.rewind()))
                .containsEntry("prompt", "{\"3\": {}}")
                .containsEntry("parameters", "a fox");
        for (int length = 0; length < 150; length++) {
            assertThat(ExifTexts.of(tiff.slice(0, length))).isNotNull();
        }
    }

    private static void entry(ByteBuffer tiff, int tag, int length, int at) {
        tiff.putShort((short) tag).putShort((short) 7).putInt(length).putInt(at);
    }
}
