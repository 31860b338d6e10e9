package dev.easel.server.contract;

import static dev.easel.server.contract.Service.with;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;
import dev.easel.server.contract.Service.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/** What the headers of answers say, with easel-mini, whose sides are multiples of 16. */
class NotesTest extends Served {
    /** {@code Exif}, a TIFF of one entry: orientation 6, a quarter turn to the right. */
    private static final byte[] EXIF = {
        (byte) 0xff,
        (byte) 0xe1,
        0,
        34,
        'E',
        'x',
        'i',
        'f',
        0,
        0,
        'M',
        'M',
        0,
        42,
        0,
        0,
        0,
        8,
        0,
        1,
        1,
        0x12,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        6,
        0,
        0,
        0,
        0,
        0,
        0
    };

    @Override
    Service open(Path folder) {
        return Service.bare(folder, Map.of("max-side", "512"));
    }

    private Answer img2img(String image) {
        return service()
                .whole(with("action", "img2img", "image", image, "steps", 1, "strength", 0.9));
    }

    private static String notes(Answer answer) {
        return answer.response().headers().firstValue("X-Easel-Notes").orElse("");
    }

    @ParameterizedTest
    @CsvSource({"500, 333, 496x336", "104, 72, 112x80", "600, 420, 512x352"})
    void theSizeThatIsToldIsThePictures(int width, int height, String size) {
        var slope = Picture.base64(Picture.slope(width, height), ImageFormat.PNG);
        var answer = img2img(slope);
        assertThat(answer.picture().size()).isEqualTo(size);
        assertThat(notes(answer))
                .contains("resized from %dx%d to %s".formatted(width, height, size));
    }

    @Test
    void aPictureThatIsTurnedIsTold() {
        byte[] jpeg = ImageCodec.encode(Picture.slope(96, 64), Encoding.of(ImageFormat.JPEG));
        byte[] turned =
                ByteBuffer.allocate(jpeg.length + EXIF.length)
                        .put(jpeg, 0, 2)
                        .put(EXIF)
                        .put(jpeg, 2, jpeg.length - 2)
                        .array();
        var answer = img2img(Base64.getEncoder().encodeToString(turned));
        assertThat(answer.picture().size()).isEqualTo("64x96");
        assertThat(notes(answer)).contains("turned upright");
    }

    @Test
    void aSideThatTheModelCannotMakeIsRefusedBeforeTheWork() {
        var events = service().stream(with("width", 104));
        assertThat(events.all()).hasSize(1);
        assertThat(events.last().path("error").stringValue())
                .startsWith(
                        "width must be a multiple of 16 from 64 to 512 for easel-mini, got 104");
    }

    @Test
    void whatIsNotKnownIsNotedWhateverItIsCalled() {
        var answer =
                service()
                        .whole(
                                with(
                                        "width",
                                        64,
                                        "height",
                                        64,
                                        "steps",
                                        1,
                                        "cfgScale",
                                        3,
                                        "sch\u00f6n\r\nX-Evil: 1",
                                        2));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(notes(answer))
                .contains(
                        "unknown parameter cfgScale is ignored", "unknown parameter sch?n??X-Evil");
        assertThat(answer.response().headers().firstValue("X-Evil")).isEmpty();
    }

    @Test
    void whatEaselMiniDoesNotKnowIsNoted() {
        assertThat(notes(drawn("a wombat")))
                .contains("easel-mini does not know \"wombat\"; it knows, for example: ")
                .contains("anything else needs a real model on this server");
        assertThat(notes(drawn("a red fox"))).doesNotContain("does not know");
    }

    /** What the library refuses is drawn as it was before the library knew it. */
    @Test
    void notationThatComesLaterIsDrawnAsWordsAndNoted() {
        var noted = drawn("a red fox BREAK [a [panda|cat]:0.5]");
        assertThat(notes(noted))
                .contains(
                        "BREAK is drawn as words",
                        "[panda|cat] is drawn as words",
                        "[a [panda|cat]:0.5] is drawn as words");
        var words = drawn("a red fox break [a [panda\\|cat]\\:0.5]");
        assertThat(notes(words)).doesNotContain("drawn as words");
        assertThat(noted.picture()).isEqualTo(words.picture());
    }

    private Answer drawn(String prompt) {
        var small = with("prompt", prompt, "width", 64, "height", 64, "steps", 1, "seed", 1);
        return service().whole(small);
    }

    /** A photo of a telephone: 24 megapixels, which are scaled down. */
    @Test
    void photosOf24MegapixelsAreTaken() {
        var answer = img2img(Picture.base64(Picture.slope(6000, 4000), ImageFormat.JPEG));
        assertThat(answer.picture().size()).isEqualTo("512x336");
        assertThat(notes(answer)).contains("resized from 6000x4000 to 512x336");
    }
}
