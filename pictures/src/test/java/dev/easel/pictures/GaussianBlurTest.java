package dev.easel.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GaussianBlurTest {
    @Test
    void anEvenPictureStaysAsItIs() {
        var grey = RgbImage.filled(9, 5, 0x336699);
        assertThat(new GaussianBlur(3).apply(grey)).isEqualTo(grey);
    }

    @Test
    void aPointBecomesTheProductOfTwoGaussians() {
        byte[] rgb = new byte[15 * 15 * 3];
        int middle = (7 * 15 + 7) * 3;
        rgb[middle] = (byte) 255;
        var soft = new GaussianBlur(1).apply(RgbImage.of(15, 15, rgb));

        // exp(-(x^2 + y^2) / 2) / 2 pi, 3 pixels far at most
        assertThat(soft.pixel(7, 7) >> 16 & 0xFF).isBetween(40, 42);
        assertThat(soft.pixel(8, 7) >> 16 & 0xFF).isBetween(24, 26);
        assertThat(soft.pixel(8, 8) >> 16 & 0xFF).isBetween(14, 16);
        assertThat(soft.pixel(11, 7) >> 16 & 0xFF).isZero();
        assertThat(soft.pixel(7, 7) & 0xFFFF).isZero();
    }

    @Test
    void noneChangesNothingAndTooMuchIsRefused() {
        var picture = RgbImage.filled(2, 2, 0x010203);
        assertThat(new GaussianBlur(0).apply(picture)).isSameAs(picture);
        assertThatThrownBy(() -> new GaussianBlur(65))
                .hasMessageContaining("0 to 64")
                .hasMessageContaining("65");
    }
}
