package dev.easel.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;

/** Against Pillow, see pictures/make_pictures.py. Other libraries fail some, see package-info. */
class HardFilesTest {
    static final Path FOLDER = Path.of("src/test/resources/pictures");
    private static final JsonNode EXPECTED =
            JsonMapper.shared().readTree(FOLDER.resolve("expected.json").toFile());

    static Collection<String> names() {
        return EXPECTED.propertyNames();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aFileIsDecodedAsPillowDoesOrRefused(String name) throws IOException {
        var expected = EXPECTED.get(name);
        var content = Files.readAllBytes(FOLDER.resolve(name));

        if (expected.has("error")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ImageCodec.decode(content, ImageCodec.MAX_PIXELS))
                    .withMessage(expected.get("error").asString());
        } else {
            compare(ImageCodec.decode(content, ImageCodec.MAX_PIXELS), expected);
            assertThat(ImageCodec.size(content))
                    .isEqualTo(
                            new ImageCodec.Size(
                                    expected.get("width").asInt(), expected.get("height").asInt()));
        }
    }

    private static void compare(AdjustedImage actual, JsonNode expected) {
        var image = actual.image();
        assertThat(image.width()).isEqualTo(expected.get("width").asInt());
        assertThat(image.height()).isEqualTo(expected.get("height").asInt());
        var rgb = HexFormat.of().parseHex(expected.get("rgb").asString());
        int worst = 0;
        for (int i = 0; i < rgb.length; i++) {
            worst = Math.max(worst, Math.abs((rgb[i] & 0xFF) - (image.bytes()[i] & 0xFF)));
        }
        assertThat(worst).isLessThanOrEqualTo(expected.get("atol").asInt());
        assertThat(actual.adjustments())
                .isEqualTo(
                        expected.get("adjustments").valueStream().map(JsonNode::asString).toList());
    }
}
