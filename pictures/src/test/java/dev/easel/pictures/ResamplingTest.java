package dev.easel.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

class ResamplingTest {
    @Property(tries = 200)
    void oneColourStaysThatColour(
            @ForAll Resampling filter,
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 0, max = 0xFFFFFF) int colour) {
        assertThat(filter.resize(RgbImage.filled(11, 7, colour), width, height))
                .isEqualTo(RgbImage.filled(width, height, colour));
    }

    @Test
    void thePictureItselfComesBackInItsOwnSize() {
        var picture = Pictures.noise(5, 3);

        assertThat(Resampling.LANCZOS.resize(picture, 5, 3)).isSameAs(picture);
    }

    @Test
    void aSizeThatCannotBeIsRefused() {
        var picture = Pictures.noise(5, 3);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Resampling.LANCZOS.resize(picture, 0, 3))
                .withMessageStartingWith("a picture cannot have the size 0x3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Resampling.LANCZOS.resize(picture, 40_000, 40_000))
                .withMessageStartingWith("a picture cannot have the size 40000x40000");
    }
}
