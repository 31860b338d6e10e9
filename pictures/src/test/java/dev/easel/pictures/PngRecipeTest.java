package dev.easel.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;

/** The recipe inside a PNG, as the JDK reads it. */
class PngRecipeTest {
    @ParameterizedTest
    @CsvSource({
        "'a \"red\" fox\nSteps: 30',tEXt",
        "café ÿ,tEXt",
        "ein Fuchs für 5 €,iTXt",
        "'赤い狐\nSteps: 30',iTXt",
        "🦊 fox,iTXt"
    })
    void theTextChunkIsLatin1WherePossible(String text, String chunk) throws IOException {
        var png = png(text);

        assertThat(new String(png, ISO_8859_1)).contains(chunk + "parameters\0");
        assertThat(Pictures.recipe(png)).isEqualTo(text);
    }

    @Property
    void anyTextIsReadAsItWasWritten(
            @ForAll @NotEmpty @CharRange(from = '\u0001', to = '\uD7FF') String text)
            throws IOException {
        assertThat(Pictures.recipe(png(text))).isEqualTo(text);
    }

    @Property
    void anyLatin1TextIsReadAsItWasWritten(
            @ForAll @NotEmpty @CharRange(from = '\u0001', to = '\u00FF') String text)
            throws IOException {
        assertThat(Pictures.recipe(png(text))).isEqualTo(text);
    }

    @Test
    void withoutATextThereIsNoChunk() throws IOException {
        assertThat(new String(png(""), ISO_8859_1)).doesNotContain("tEXt", "iTXt");
        assertThat(Pictures.recipe(png(""))).isEmpty();
    }

    @Test
    void aNulWhichPngCannotHoldIsLeftOut() throws IOException {
        assertThat(Pictures.recipe(png("a\0b"))).isEqualTo("ab");
    }

    private static byte[] png(String text) {
        var encoding = Encoding.of(ImageFormat.PNG).withParameters(text);
        return ImageCodec.encode(Pictures.noise(2, 2), encoding);
    }
}
