package dev.easel.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RgbImageTest {
    private static final byte[] TWO_PIXELS = {1, 2, 3, (byte) 0xFF, (byte) 0x80, 0};

    @Test
    void pixelsAreReadRowByRow() {
        var wide = RgbImage.of(2, 1, TWO_PIXELS);
        var high = RgbImage.of(1, 2, TWO_PIXELS);

        assertThat(wide.pixel(0, 0)).isEqualTo(0x010203);
        assertThat(wide.pixel(1, 0)).isEqualTo(0xFF8000);
        assertThat(high.pixel(0, 1)).isEqualTo(0xFF8000);
        assertThatThrownBy(() -> wide.pixel(0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> wide.pixel(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void theBytesCannotBeChangedFromOutside() {
        var bytes = TWO_PIXELS.clone();
        var image = RgbImage.of(2, 1, bytes);
        bytes[0] = 99;
        image.toBytes()[1] = 99;

        assertThat(image.toBytes()).isEqualTo(TWO_PIXELS);
    }

    @Test
    void picturesAreEqualByContentAndShape() {
        var image = RgbImage.of(2, 1, TWO_PIXELS);

        assertThat(image)
                .isEqualTo(RgbImage.of(2, 1, TWO_PIXELS))
                .hasSameHashCodeAs(RgbImage.of(2, 1, TWO_PIXELS))
                .isNotEqualTo(RgbImage.of(1, 2, TWO_PIXELS))
                .isNotEqualTo(RgbImage.of(2, 1, new byte[6]))
                .hasToString("RgbImage[2x1]");
    }

    @Test
    void theJdkSeesTheSamePixels() {
        var image = Pictures.noise(5, 3).toBufferedImage();

        assertThat(image.getRGB(4, 2) & 0xFFFFFF).isEqualTo(Pictures.noise(5, 3).pixel(4, 2));
    }

    @Test
    void aWrongSizeIsRefusedWithASentence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RgbImage.of(2, 2, TWO_PIXELS))
                .withMessage("a picture of 2x2 needs 12 bytes, got 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RgbImage.of(0, 2, new byte[0]))
                .withMessage("width and height must be at least 1, got 0x2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RgbImage.of(65536, 65536, new byte[0]))
                .withMessageContaining("needs 12884901888 bytes");
    }
}
