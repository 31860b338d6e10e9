package dev.easel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.easel.checkpoint.JsonConfig;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** Against Pillow, see pictures/make_pictures.py. */
class PictureFilesTest {
    static final Path FOLDER = Path.of("src/test/resources/pictures");
    private static final JsonConfig EXPECTED = JsonConfig.read(FOLDER.resolve("expected.json"));

    static List<String> names() {
        return EXPECTED.keys();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aFileIsDecodedAsPillowDoesOrRefused(String name) throws IOException {
        var expected = EXPECTED.findObject(name).orElseThrow();
        var content = Files.readAllBytes(FOLDER.resolve(name));

        if (expected.findString("error").isPresent()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ImageCodec.decode(content, ImageCodec.MAX_PIXELS))
                    .withMessage(expected.string("error"));
        } else {
            compare(ImageCodec.decode(content, ImageCodec.MAX_PIXELS), expected);
        }
    }

    private static void compare(AdjustedImage actual, JsonConfig expected) {
        var image = actual.image();
        assertThat(image.width()).isEqualTo(expected.integer("width"));
        assertThat(image.height()).isEqualTo(expected.integer("height"));
        var rgb = HexFormat.of().parseHex(expected.string("rgb"));
        int worst = 0;
        for (int i = 0; i < rgb.length; i++) {
            worst = Math.max(worst, Math.abs((rgb[i] & 0xFF) - (image.bytes()[i] & 0xFF)));
        }
        assertThat(worst).isLessThanOrEqualTo(expected.integer("atol"));
        assertThat(actual.adjustments()).isEqualTo(expected.strings("adjustments"));
    }
}
