package dev.easel.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class FittingTest {
    private static final Fitting FITTING = new Fitting(8, 64, 2048, 2048 * 2048);

    @ParameterizedTest
    @CsvSource({
        "4032, 3024, 2048, 1536",
        "1, 1, 64, 64",
        "5000, 1, 2048, 64",
        "100, 100, 104, 104",
        "99, 101, 96, 104",
        "2050, 2048, 2048, 2048",
        "3000, 500, 2048, 344"
    })
    void otherSizesAreBroughtToTheNearest(int width, int height, int newWidth, int newHeight) {
        var fitted = FITTING.fit(RgbImage.filled(width, height, 0x123456));

        assertThat(fitted.image()).isEqualTo(RgbImage.filled(newWidth, newHeight, 0x123456));
        assertThat(fitted.adjustments())
                .containsExactly(
                        "resized from %dx%d to %dx%d"
                                .formatted(width, height, newWidth, newHeight));
    }

    @Property(tries = 300)
    void theResultIsLegalAndKeepsItsAspect(
            @ForAll @IntRange(min = 1, max = 700) int width,
            @ForAll @IntRange(min = 1, max = 700) int height) {
        var fitting = new Fitting(16, 32, 320, 60_000);
        var image = fitting.fit(RgbImage.filled(width, height, 0)).image();

        assertThat(List.of(image.width(), image.height()))
                .allMatch(side -> side % 16 == 0 && side >= 32 && side <= 320);
        assertThat(image.width() * image.height()).isLessThanOrEqualTo(60_000);
        if (Math.min(image.width(), image.height()) > 32) {
            // Each side is off by half a multiple, or by a whole one more for the area's sake.
            double exactHeight = image.width() * (double) height / width;
            assertThat((double) image.height())
                    .isBetween(
                            exactHeight - 24 - 24.0 * height / width,
                            exactHeight + 24 + 24.0 * height / width);
        }
    }

    @Property(tries = 100)
    void whatIsLegalComesBackAsItIs(
            @ForAll @IntRange(min = 8, max = 64) int width,
            @ForAll @IntRange(min = 8, max = 64) int height) {
        var image = RgbImage.filled(8 * width, 8 * height, 0x808080);
        var fitted = FITTING.fit(image);

        assertThat(fitted.image()).isSameAs(image);
        assertThat(fitted.adjustments()).isEmpty();
    }

    @Test
    void limitsThatLeaveNothingAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Fitting(8, 60, 2048, 1 << 22));
        assertThatIllegalArgumentException().isThrownBy(() -> new Fitting(8, 64, 2048, 64));
    }
}
