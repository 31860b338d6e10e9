package dev.easel.depth;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.pictures.Resampling;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;

final class DepthPreprocessingTest {
    @Test
    void absentKeysHaveTransformersDefaults() {
        assertThat(read("{}"))
                .isEqualTo(
                        new DepthPreprocessing(
                                384,
                                384,
                                false,
                                1,
                                Resampling.BICUBIC,
                                1,
                                List.of(0.5, 0.5, 0.5),
                                List.of(0.5, 0.5, 0.5)));
    }

    @Test
    void oneNumberIsTheSizeOfBothSides() {
        var preprocessing = read("{'size': 256, 'resample': 2}");
        assertThat(preprocessing.height()).isEqualTo(256);
        assertThat(preprocessing.width()).isEqualTo(256);
        assertThat(preprocessing.resampling()).isEqualTo(Resampling.BILINEAR);
    }

    /** As {@code get_resize_output_image_size} of transformers 5 gives them. */
    @ParameterizedTest
    @CsvSource({
        "false, 1, 100, 50, 60x40",
        "false, 32, 100, 50, 64x32",
        "true, 1, 120, 50, 96x40",
        "true, 1, 50, 100, 60x120",
        "true, 32, 640, 480, 64x32",
        "true, 16, 62, 44, 64x48"
    })
    void bothSidesAreFoundAsTheReferenceFindsThem(
            boolean keepAspectRatio, int multiple, int width, int height, String expected) {
        var preprocessing =
                read(
                        "{'size': {'height': 40, 'width': 60}, 'keep_aspect_ratio': %s,"
                                        .formatted(keepAspectRatio)
                                + "'ensure_multiple_of': %d}".formatted(multiple));

        assertSize(preprocessing.resized(picture(width, height, 0)), expected);
    }

    @Test
    void noSideBecomesNothing() {
        var preprocessing =
                read("{'size': 64, 'keep_aspect_ratio': true, 'ensure_multiple_of': 8}");

        assertSize(preprocessing.resized(picture(10_000, 1, 0)), "64x8");
    }

    @Test
    void levelsAreScaledAndNormalisedPerChannel() {
        var preprocessing =
                read(
                        "{'size': 1, 'rescale_factor': 0.01, 'image_mean': [0.5, 1, 0],"
                                + " 'image_std': [1, 2, 4]}");
        try (var _ = TensorScope.open()) {
            assertThatTensor(preprocessing.apply(picture(1, 1, 200)))
                    .isCloseTo(
                            Tensor.of(new float[] {1.5f, 0.5f, 0.5f}, Shape.of(1, 3, 1, 1)), 1e-6);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'do_resize': false} | "do_resize" is false; expected true
                    {'do_pad': true} | "do_pad" is true; expected false
                    {'resample': 0} | "resample" is 0; expected 1 (Lanczos), 2 (bilinear) or 3 (bicubic)
                    {'size': 0} | "size" is 0; expected a whole number of at least 1
                    {'size': {'shortest_edge': 384}} | size: "height" is missing; expected a whole number
                    {'image_mean': [0.5]} | "image_mean" is [0.5]; expected 3 numbers
                    {'image_std': [1, 0, 1]} | "image_std" is [1,0,1]; expected numbers greater than 0
                    """)
    void whatIsNotSupportedIsRefusedByName(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(message);
    }

    private static void assertSize(RgbImage picture, String expected) {
        assertThat(picture.width() + "x" + picture.height()).isEqualTo(expected);
    }

    private static RgbImage picture(int width, int height, int level) {
        var rgb = new byte[width * height * 3];
        Arrays.fill(rgb, (byte) level);
        return RgbImage.of(width, height, rgb);
    }

    private static DepthPreprocessing read(String json) {
        return DepthPreprocessing.read(
                JsonConfig.parse(json.replace('\'', '"'), "preprocessor_config.json"));
    }
}
