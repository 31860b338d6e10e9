package dev.easel.server.studio;

import static dev.easel.server.studio.Studio.WIDE;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.RgbImage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

import javax.imageio.ImageIO;

/** Pictures that are dropped: what their files tell is shown, and used. */
class DropTest extends Opened {
    private static final String A1111 =
            """
            a hand-made clay horse, (blue:1.3) <lora:add-detail:0.6>
            Negative prompt: glossy
            Steps: 2, Sampler: Euler a, CFG scale: 4.5, Seed: 88213, Size: 64x128, Model: other, Clip skip: 2
            """;

    private static final String COMFYUI =
            """
            {"3": {"class_type": "KSampler", "inputs": {"seed": 88213, "steps": 2, "cfg": 4.5,
              "sampler_name": "euler_ancestral", "scheduler": "normal", "denoise": 1,
              "model": ["4", 0], "positive": ["6", 0], "negative": ["7", 0], "latent_image": ["5", 0]}},
             "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "a/other.safetensors"}},
             "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 64, "height": 128}},
             "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a hand-made clay horse, (blue:1.3)"}},
             "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "glossy"}},
             "8": {"class_type": "LoraLoader", "inputs": {"lora_name": "add-detail.safetensors"}}}
            """;

    private static final String FILE =
            """
            const [content, type, clientX] = arguments;
            const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([bytes], 'handed', { type }));
            """;

    private static final String DROP =
            """
            for (const name of ['dragenter', 'dragover', 'drop']) {
                document.elementFromPoint(clientX, 400).dispatchEvent(new DragEvent(name,
                    { dataTransfer, clientX, clientY: 400, bubbles: true, cancelable: true, composed: true }));
            }
            """;

    private static final String PASTE =
            """
            document.activeElement.dispatchEvent(new ClipboardEvent('paste',
                { clipboardData: dataTransfer, bubbles: true, cancelable: true, composed: true }));
            """;

    /** Where other programs keep what they know. */
    enum Program {
        A1111_TEXT("A1111’s text", "parameters", A1111),
        COMFYUI_GRAPH("ComfyUI’s text", "prompt", COMFYUI);

        private final String label;
        private final String keyword;
        private final String text;

        Program(String label, String keyword, String text) {
            this.label = label;
            this.keyword = keyword;
            this.text = text;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatOtherProgramsWroteIsUsedAsFarAsItCan(Program program) {
        studio().visit(WIDE);

        drop(withText(png(), program.keyword, program.text), "image/png", 100);

        browser().text(program.label);
        assertThat(browser().text("not here, left out").isDisplayed()).isTrue();
        Axe.findsNothing(browser(), "what a dropped picture tells");
        studio().toStage();
        browser().press("r");
        browser()
                .untilTrue(
                        "its words", () -> prompt().equals("a hand-made clay horse, (blue:1.3)"));
        studio().make();
        var made = Studio.request(studio().made("a hand-made clay horse"));
        assertThat(Studio.text(made, "sampler")).isEqualTo("K_EULER_ANCESTRAL");
        assertThat(Studio.text(made, "negative_prompt")).isEqualTo("glossy");
        assertThat(made.path("seed").longValue()).isEqualTo(88213);
        assertThat(made.path("height").intValue()).isEqualTo(128);
        assertThat(made.path("cfg_scale").doubleValue()).isEqualTo(4.5);
    }

    @Test
    void aPictureOfThisServerTellsItsRecipe() {
        studio().visit(WIDE);
        studio().prompt("a picture that comes back");
        studio().set("Seed", "4711");
        studio().make();
        var job = studio().made("a picture that comes back");
        studio().visit(WIDE);

        drop(studio().bytes(job, 1), "image/png", 100);

        browser().text("Easel’s text");
        studio().toStage();
        browser().press("r");
        browser().untilTrue("its words", () -> prompt().equals("a picture that comes back"));
        assertThat(browser().control("Seed").getDomProperty("value")).isEqualTo("4711");
    }

    /** As the list of ways says: Ctrl+V, R, Ctrl+Enter. */
    @Test
    void aPastedPictureTellsItsRecipe() {
        studio().visit(WIDE);
        studio().toStage();

        hand(withText(png(), Program.A1111_TEXT.keyword, A1111), "image/png", PASTE);

        browser().text(Program.A1111_TEXT.label);
        browser().press("r");
        studio().make();
        var made = Studio.request(studio().made("a hand-made clay horse"));
        assertThat(made.path("seed").longValue()).isEqualTo(88213);
    }

    @Test
    void aPastedTextIsLeftToTheField() {
        studio().visit(WIDE);
        studio().prompt("");

        var taken =
                browser()
                        .run(
                                """
                                const clipboardData = new DataTransfer();
                                clipboardData.setData('text/plain', 'a horse');
                                const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true });
                                return !document.activeElement.dispatchEvent(paste);
                                """);

        assertThat(taken).isEqualTo(false);
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatCarriesARecipe(ImageFormat format) {
        studio().visit(WIDE);
        var encoding = Encoding.of(format).withParameters("\u00e9t\u00e9 " + A1111);

        drop(ImageCodec.encode(RgbImage.filled(64, 64, 0), encoding), format.mediaType(), 100);

        assertThat(browser().text("\u00e9t\u00e9 a hand-made clay horse").isDisplayed()).isTrue();
    }

    @Test
    void aPictureDroppedOnTheStageIsStartedFrom() {
        studio().visit(WIDE);

        drop(png(), "image/png", 800);

        assertThat(browser().text("Starts from this picture").isDisplayed()).isTrue();
    }

    @Test
    void whatIsNoPictureIsSaid() {
        studio().visit(WIDE);

        drop(new byte[] {'%', 'P', 'D', 'F'}, "application/pdf", 100);

        assertThat(browser().text("Not a PNG, JPEG or WebP.").isDisplayed()).isTrue();
    }

    private String prompt() {
        return String.valueOf(browser().control("Prompt").getDomProperty("value"));
    }

    /** Lets a file go at a place of the window. */
    private void drop(byte[] content, String type, int x) {
        browser()
                .untilTrue(
                        "the page to take files",
                        () ->
                                Boolean.TRUE.equals(
                                        browser()
                                                .run(
                                                        "return"
                                                            + " !!customElements.get('studio-drop')")));
        hand(content, type, DROP, x);
    }

    /** Hands the page a file, which a script has as {@code dataTransfer}. */
    private void hand(byte[] content, String type, String script, Object... more) {
        var arguments =
                new ArrayList<Object>(List.of(Base64.getEncoder().encodeToString(content), type));
        arguments.addAll(List.of(more));
        browser().run(FILE + script, arguments.toArray());
    }

    private static byte[] png() {
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a tEXt chunk behind a PNG's header. */
    private static byte[] withText(byte[] png, String keyword, String text) {
        int header = 8 + 25;
        var chunk = ("tEXt" + keyword + "\0" + text).getBytes(ISO_8859_1);
        var crc = new CRC32();
        crc.update(chunk);
        return ByteBuffer.allocate(png.length + 8 + chunk.length)
                .put(png, 0, header)
                .putInt(chunk.length - 4)
                .put(chunk)
                .putInt((int) crc.getValue())
                .put(png, header, png.length - header)
                .array();
    }
}
