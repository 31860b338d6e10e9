package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.RgbImage;
import dev.easel.sampling.Samplers;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InpaintingTest {
    private static final int SIDE = 64;
    private static final RgbImage PICTURE = ImageToImageTest.noise(SIDE, SIDE);
    private static final ImageToImage REQUEST =
            ImageToImage.of(PICTURE, "a red fox").withSteps(3).withSeed(42);

    private ImageGenerator generator;

    @BeforeAll
    void load() {
        generator = TinyModels.sdxl();
    }

    @AfterAll
    void close() {
        generator.close();
    }

    @ParameterizedTest
    @EnumSource(Samplers.class)
    void whatIsNotUnderTheMaskStaysToTheBit(Samplers sampler) {
        var request =
                REQUEST.withSampling(REQUEST.sampling().withSampler(sampler)).withMask(rightHalf());
        var painted = generator.generate(request).getFirst().image();

        int changed = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean same = painted.pixel(x, y) == PICTURE.pixel(x, y);
                if (x < SIDE / 2) {
                    assertThat(same).as("pixel %d, %d", x, y).isTrue();
                } else if (!same) {
                    changed++;
                }
            }
        }
        assertThat(changed).isGreaterThan(SIDE * SIDE / 4);
    }

    @Test
    void aMaskOfNothingChangesNothing() {
        var nothing = RgbImage.filled(1, 1, 0x000000);

        for (double strength : new double[] {0.3, 1}) {
            var request = REQUEST.withMask(nothing).withDenoisingStrength(strength);
            assertThat(generator.generate(request).getFirst().image()).isEqualTo(PICTURE);
        }
    }

    @Test
    void aMaskOfEverythingAtFullStrengthOwesThePictureNothing() {
        var everything = RgbImage.filled(SIDE, SIDE, 0xFFFFFF);
        var request = REQUEST.withMask(everything).withDenoisingStrength(1);
        var other = request.withImage(RgbImage.filled(SIDE, SIDE, 0x2040C0));

        assertThat(generator.generate(request).getFirst().image())
                .isEqualTo(generator.generate(other).getFirst().image());
    }

    @Test
    void greysJoinTheOldAndTheNewInProportion() {
        // Above the threshold everywhere, so that the new picture is the same for both.
        var white = REQUEST.withMask(RgbImage.filled(SIDE, SIDE, 0xFFFFFF));
        var grey = REQUEST.withMask(RgbImage.filled(SIDE, SIDE, 0xCCCCCC));
        var anew = generator.generate(white).getFirst().image();
        var joined = generator.generate(grey).getFirst().image();

        int x = 17;
        int y = 23;
        double expected = 0.2 * (PICTURE.pixel(x, y) & 0xFF) + 0.8 * (anew.pixel(x, y) & 0xFF);
        assertThat((double) (joined.pixel(x, y) & 0xFF)).isBetween(expected - 1, expected + 1);
    }

    private static RgbImage rightHalf() {
        var bytes = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i / 3 % SIDE < SIDE / 2 ? 0 : 255);
        }
        return RgbImage.of(SIDE, SIDE, bytes);
    }
}
