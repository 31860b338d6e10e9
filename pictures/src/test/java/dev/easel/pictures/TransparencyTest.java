package dev.easel.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

import javax.imageio.ImageIO;

class TransparencyTest {
    private static final long MOST = 1000;

    @Test
    void ofAPngEachPixelsIsItsOwn() throws IOException {
        var image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xFF204060);
        image.setRGB(1, 0, 0x40204060);
        image.setRGB(2, 0, 0x00FFFFFF);
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);

        var transparency = ImageCodec.transparency(out.toByteArray(), MOST);

        assertThat(transparency.pixel(0, 0) & 0xFFFFFF).isZero();
        assertThat(transparency.pixel(1, 0) & 0xFFFFFF).isEqualTo(0xBFBFBF);
        assertThat(transparency.pixel(2, 0) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    }

    @Test
    void aJpegIsOpaque() {
        var jpeg =
                ImageCodec.encode(RgbImage.filled(9, 7, 0xFFFFFF), Encoding.of(ImageFormat.JPEG));
        assertThat(ImageCodec.transparency(jpeg, MOST)).isEqualTo(RgbImage.filled(9, 7, 0));
    }
}
