package dev.easel.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Locale;

import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;

@Tag("slow")
class ImageCodecTest {
    @ParameterizedTest
    @CsvSource({"1,1", "1,7", "7,1", "3,5", "64,64", "511,33", "2048,1024"})
    void pngKeepsEveryPixel(int width, int height) throws IOException {
        var png = Encoding.of(ImageFormat.PNG);

        for (var image : pictures(width, height)) {
            assertThat(Pictures.decode(ImageCodec.encode(image, png))).isEqualTo(image);
        }
    }

    @Property(tries = 50)
    void pngKeepsAnyPicture(
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 40) int height)
            throws IOException {
        pngKeepsEveryPixel(width, height);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,7", "3,5", "64,64", "511,33", "1024,512"})
    void webpAtQuality100KeepsEveryPixel(int width, int height) throws IOException {
        var lossless = Encoding.of(ImageFormat.WEBP).withQuality(100).withParameters("a fox");

        for (var image : pictures(width, height)) {
            assertThat(Pictures.decode(ImageCodec.encode(image, lossless))).isEqualTo(image);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "JPEG,1,1", "JPEG,63,31", "JPEG,512,512", "JPEG,2048,1024",
        "WEBP,1,1", "WEBP,63,31", "WEBP,512,512", "WEBP,2048,1024"
    })
    void lossyFormatsStayCloseToThePicture(ImageFormat format, int width, int height)
            throws IOException {
        var image = Pictures.drawing(width, height);

        var decoded = Pictures.decode(ImageCodec.encode(image, Encoding.of(format)));

        assertThat(Pictures.psnr(image, decoded)).isGreaterThan(31);
    }

    @Test
    void jpegKeepsTheColoursOfSinglePixels() throws IOException {
        var rgb = new byte[32 * 32 * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) (i / 3 % 2 == 0 ? 200 : 60); // red and blue columns in turn
            rgb[i + 2] = (byte) (i / 3 % 2 == 0 ? 60 : 200);
        }
        var image = RgbImage.of(32, 32, rgb);

        var decoded = Pictures.decode(ImageCodec.encode(image, Encoding.of(ImageFormat.JPEG)));

        assertThat(Pictures.psnr(image, decoded)).isGreaterThan(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JPEG", "WEBP"})
    void lessQualityMakesASmallerFile(ImageFormat format) {
        var image = Pictures.drawing(256, 256);
        var usual = Encoding.of(format);

        assertThat(ImageCodec.encode(image, usual.withQuality(20)))
                .hasSizeLessThan(ImageCodec.encode(image, usual).length);
    }

    @ParameterizedTest
    @EnumSource
    void theSamePictureGivesTheSameBytes(ImageFormat format) {
        var image = Pictures.drawing(100, 75);
        var encoding = Encoding.of(format).withParameters("a fox");

        assertThat(ImageCodec.encode(image, encoding))
                .isEqualTo(ImageCodec.encode(image, encoding));
    }

    @Test
    void aPluginOfTheClassPathDoesNotWriteJpegs() {
        var registry = IIORegistry.getDefaultInstance();
        var picture = Pictures.drawing(8, 8);
        var jpeg = ImageCodec.encode(picture, Encoding.of(ImageFormat.JPEG));
        var builtIn = ImageIO.getImageWritersByFormatName("jpeg").next().getOriginatingProvider();
        var plugin = new BrokenPlugin();
        registry.registerServiceProvider(plugin, ImageWriterSpi.class);
        registry.setOrdering(ImageWriterSpi.class, plugin, builtIn);
        try {
            assertThat(ImageCodec.encode(picture, Encoding.of(ImageFormat.JPEG))).isEqualTo(jpeg);
        } finally {
            registry.deregisterServiceProvider(plugin, ImageWriterSpi.class);
        }
    }

    private static final class BrokenPlugin extends ImageWriterSpi {
        BrokenPlugin() {
            names = new String[] {"jpeg"};
        }

        @Override
        public boolean canEncodeImage(ImageTypeSpecifier type) {
            return true;
        }

        @Override
        public ImageWriter createWriterInstance(@Nullable Object extension) {
            throw new AssertionError("the plug-in was asked");
        }

        @Override
        public String getDescription(@Nullable Locale locale) {
            return "a plug-in";
        }
    }

    @Test
    void smoothPicturesBecomeSmallPngs() {
        var png = ImageCodec.encode(Pictures.drawing(512, 512), Encoding.of(ImageFormat.PNG));

        assertThat(png).hasSizeLessThan(20_000); // 786,432 without filters and deflate
    }

    @ParameterizedTest
    @CsvSource({"JPEG,65501,65500", "WEBP,16384,16383"})
    void aPictureThatTheFormatCannotHoldIsRefusedWithASentence(
            ImageFormat format, int side, int limit) {
        var image = RgbImage.of(1, side, new byte[side * 3]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageCodec.encode(image, Encoding.of(format)))
                .withMessage(
                        "%s holds at most %d pixels a side, got 1x%d"
                                .formatted(format, limit, side));
        var fitting = RgbImage.of(limit, 1, new byte[limit * 3]);
        assertThat(ImageCodec.encode(fitting, Encoding.of(format))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101, -5})
    void aQualityOutOfRangeIsRefusedWithASentence(int quality) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Encoding.of(ImageFormat.JPEG).withQuality(quality))
                .withMessage("quality must be between 1 and 100, got " + quality);
    }

    private static RgbImage[] pictures(int width, int height) {
        return new RgbImage[] {Pictures.noise(width, height), Pictures.drawing(width, height)};
    }
}
