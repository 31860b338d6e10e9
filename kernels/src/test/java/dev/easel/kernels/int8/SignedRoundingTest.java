package dev.easel.kernels.int8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;

class SignedRoundingTest {
    @Property
    void eachByteIsTheNearestAndTheLargestAsLargeAsCanBe(
            @ForAll @Size(min = 1, max = 50) float @FloatRange(min = -1e6f, max = 1e6f) [] numbers,
            @ForAll @IntRange(max = 9) int more) {
        var rounding = new SignedRounding(numbers.length + more);

        float scale = rounding.round(numbers, numbers.length);

        byte[] bytes = bytes(rounding, numbers.length);
        double most = 0;
        for (int i = 0; i < bytes.length; i++) {
            assertThat((double) numbers[i])
                    .isCloseTo((double) bytes[i] * scale, within(scale * 0.5001));
            most = Math.max(most, Math.abs(numbers[i]));
        }
        assertThat((double) scale).isCloseTo(Math.max(most, 1e-12) / 127, within(scale * 1e-6));
        assertThat(rounding.sum(bytes.length))
                .isEqualTo(IntStream.range(0, bytes.length).map(i -> bytes[i]).sum());
    }

    @Test
    void largestNumbersOfBothSignsAndZeroAreExact() {
        var rounding = new SignedRounding(4);

        float scale = rounding.round(new float[] {-3e38f, 0, 3e38f, 0}, 4);

        assertThat(scale).isEqualTo(3e38f / 127);
        assertThat(bytes(rounding, 4)).containsExactly(-127, 0, 127, 0);
        int[] words = new int[1];
        rounding.copyTo(words);
        assertThat(words).containsExactly(0x007f0081);
    }

    @Test
    void nothingButZerosIsZeros() {
        var rounding = new SignedRounding(2);

        assertThat(rounding.round(new float[2], 2)).isPositive();
        assertThat(bytes(rounding, 2)).containsOnly(0);
    }

    private static byte[] bytes(SignedRounding rounding, int count) {
        byte[] bytes = new byte[count];
        rounding.copyTo(MemorySegment.ofArray(bytes), 0, count);
        return bytes;
    }
}
