package dev.easel.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;

import javax.imageio.ImageIO;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageInputStream;

class PngTextTest {
    private static final String RECIPE = "a \"red\" fox, café\nSteps: 30";

    @ParameterizedTest
    @CsvSource({
        "a red fox,tEXt",
        "café ÿ,tEXt",
        "ein Fuchs für 5 €,iTXt",
        "赤い狐,iTXt",
        "🦊 fox,iTXt"
    })
    void theTextChunkIsLatin1WherePossible(String text, String chunk) {
        var png = png(text);

        assertThat(new String(png, ISO_8859_1)).contains(chunk + "parameters\0");
        assertThat(PngText.read(png)).containsExactly(Map.entry("parameters", text));
    }

    @Property
    void anyTextIsReadAsItWasWritten(
            @ForAll @NotEmpty @CharRange(from = '\u0001', to = '\uD7FF') String text) {
        assertThat(PngText.read(png(text))).containsEntry("parameters", text);
    }

    @Property
    void anyLatin1TextIsReadAsItWasWritten(
            @ForAll @NotEmpty @CharRange(from = '\u0001', to = '\u00FF') String text) {
        assertThat(PngText.read(png(text))).containsEntry("parameters", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {RECIPE, "赤い狐\nSteps: 30"})
    void anotherReaderFindsTheSameText(String text) throws IOException {
        var reader = ImageIO.getImageReadersByFormatName("png").next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(png(text)))) {
            reader.setInput(in);
            var metadata = reader.getImageMetadata(0);
            var root = (IIOMetadataNode) metadata.getAsTree(metadata.getNativeMetadataFormatName());
            var latin = root.getElementsByTagName("tEXtEntry");
            var any = latin.getLength() > 0 ? latin : root.getElementsByTagName("iTXtEntry");
            var entry = (IIOMetadataNode) any.item(0);

            assertThat(entry.getAttribute("keyword")).isEqualTo("parameters");
            assertThat(entry.getAttribute(latin.getLength() > 0 ? "value" : "text"))
                    .isEqualTo(text);
        } finally {
            reader.dispose();
        }
    }

    @Test
    void withoutATextThereIsNoChunk() {
        assertThat(PngText.read(png(""))).isEmpty();
    }

    @Test
    void aNulWhichPngCannotHoldIsLeftOut() {
        assertThat(PngText.read(png("a\0b"))).containsEntry("parameters", "ab");
    }

    @Test
    void deflatedTextsOfOtherProgramsAreRead() throws IOException {
        var latin = join("Title\0\0".getBytes(UTF_8), deflated(RECIPE.getBytes(ISO_8859_1)));
        var utf8 = join("Author\0\1\0de\0Autor\0".getBytes(UTF_8), deflated("狐".getBytes(UTF_8)));

        var texts = PngText.read(withChunk("iTXt", utf8, withChunk("zTXt", latin, png("a fox"))));

        assertThat(texts)
                .containsEntry("Title", RECIPE)
                .containsEntry("Author", "狐")
                .containsEntry("parameters", "a fox");
    }

    @Test
    void aTextThatInflatesWithoutEndIsRefused() throws IOException {
        var bomb = join("Title\0\0".getBytes(UTF_8), deflated(new byte[20 << 20]));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PngText.read(withChunk("zTXt", bomb, png(""))))
                .withMessage("a text of the PNG is longer than 16777216 bytes");
    }

    @Test
    void everyCutOffFileIsRefusedWithASentence() {
        var png = png(RECIPE);

        for (int length = 0; length < png.length; length++) {
            var cut = Arrays.copyOf(png, length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PngText.read(cut))
                    .withMessageMatching("(not a PNG: |the PNG is cut off ).*");
        }
    }

    @Test
    void aDamagedByteNeverCausesAnotherError() {
        var png = png("赤い狐");

        for (int i = 0; i < png.length; i++) {
            var damaged = png.clone();
            damaged[i] ^= (byte) 0xFF;
            assertThatCode(
                            () -> {
                                try {
                                    PngText.read(damaged);
                                } catch (IllegalArgumentException refused) {
                                    assertThat(refused).hasMessageContaining("PNG");
                                }
                            })
                    .as("byte %d", i)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tEXt", "zTXt", "iTXt"})
    void aTextChunkWithoutAKeywordIsRefused(String type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PngText.read(withChunk(type, new byte[] {'a'}, png(""))))
                .withMessage("a text of the PNG is cut off");
    }

    private static byte[] png(String text) {
        var encoding = Encoding.of(ImageFormat.PNG).withParameters(text);
        return ImageCodec.encode(Pictures.noise(2, 2), encoding);
    }

    /** Puts a chunk in front of all others; the reader does not mind the order. */
    private static byte[] withChunk(String type, byte[] data, byte[] png) {
        return ByteBuffer.allocate(png.length + data.length + 12)
                .put(png, 0, 8)
                .putInt(data.length)
                .put(type.getBytes(ISO_8859_1))
                .put(data)
                .putInt(0)
                .put(png, 8, png.length - 8)
                .array();
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }
}
