package dev.easel.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

class ExifCommentTest {
    private static final String TEXT = "a fox, 赤い狐 🦊\nSteps: 30";

    @ParameterizedTest
    @CsvSource({"1,1,90", "7,3,90", "64,64,90", "7,3,100", "64,64,100"})
    void webpCarriesTheTextAndStaysTheSamePicture(int width, int height, int quality)
            throws IOException {
        var plain = Encoding.of(ImageFormat.WEBP).withQuality(quality);
        var image = Pictures.drawing(width, height);

        var file = ImageCodec.encode(image, plain.withParameters(TEXT));

        assertThat(userComment(file, "EXIF")).isEqualTo(TEXT);
        assertThat(Pictures.decode(file))
                .isEqualTo(Pictures.decode(ImageCodec.encode(image, plain)));
        assertThat(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(4))
                .isEqualTo(file.length - 8)
                .isEven();
    }

    @Test
    void jpegCarriesTheTextAndStaysTheSamePicture() throws IOException {
        var plain = Encoding.of(ImageFormat.JPEG);
        var image = Pictures.drawing(33, 17);

        var file = ImageCodec.encode(image, plain.withParameters(TEXT));

        assertThat(userComment(file, "Exif\0\0")).isEqualTo(TEXT);
        assertThat(Pictures.decode(file))
                .isEqualTo(Pictures.decode(ImageCodec.encode(image, plain)));
    }

    @Test
    void aJpegGoesWithoutATextThatItCannotHold() {
        var plain = Encoding.of(ImageFormat.JPEG);
        var image = Pictures.drawing(8, 8);
        int overhead = 2 + 6 + 44 + 8;
        int longest = (0xFFFF - overhead) / 2;

        var full = ImageCodec.encode(image, plain.withParameters("x".repeat(longest)));
        var over = ImageCodec.encode(image, plain.withParameters("x".repeat(longest + 1)));

        assertThat(userComment(full, "Exif\0\0")).hasSize(longest);
        assertThat(over).isEqualTo(ImageCodec.encode(image, plain));
    }

    @Property
    void anyTextCanBeReadByTheDirectories(@ForAll @NotEmpty String text) {
        var whole = new String(text.getBytes(UTF_16BE), UTF_16BE); // unpaired surrogates are lost
        assertThat(comment(ByteBuffer.wrap(ExifComment.of(text)))).isEqualTo(whole);
    }

    private static String userComment(byte[] file, String before) {
        int at = new String(file, ISO_8859_1).indexOf(before);
        int skipped = before.equals("EXIF") ? 8 : before.length(); // WebP: a length follows
        return comment(ByteBuffer.wrap(file, at + skipped, file.length - at - skipped).slice());
    }

    /** Walks TIFF header, first directory, Exif directory, comment. */
    private static String comment(ByteBuffer tiff) {
        assertThat(tiff.getInt(0)).isEqualTo(0x4D4D002A);
        int second = value(tiff, tiff.getInt(4), 0x8769);
        int at = value(tiff, second, 0x9286);
        int length = tiff.getInt(second + 2 + 4);
        var bytes = new byte[length];
        tiff.get(at, bytes);
        assertThat(new String(bytes, 0, 8, ISO_8859_1)).isEqualTo("UNICODE\0");
        return new String(Arrays.copyOfRange(bytes, 8, length), UTF_16BE);
    }

    private static int value(ByteBuffer tiff, int directory, int tag) {
        assertThat(tiff.getShort(directory)).isEqualTo((short) 1);
        assertThat(tiff.getShort(directory + 2) & 0xFFFF).isEqualTo(tag);
        assertThat(tiff.getInt(directory + 14)).isZero();
        return tiff.getInt(directory + 10);
    }
}
