package dev.easel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;

import org.junit.jupiter.api.Test;

/** Powers of two as bfloat16 and as float32 numbers. */
class ExponentialWeightsTest {
    /** Half of the last of bfloat16's 8 bits, and what the polynomial is off by. */
    private static final double ROUNDED = 1.0 / 256 + 1e-4;

    /**
     * What the polynomial in float32 is off by, and what rounding a power of up to 127 makes of it.
     */
    private static final double ROUNDED_IN_F32 = 3e-7 + Math.log(2) * Math.ulp(127f) / 2;

    @Property
    void aWeightIsThePowerOfTwo(
            @ForAll @FloatRange(min = -126, max = 127) float score,
            @ForAll @FloatRange(min = 0.01f, max = 1) float factor) {
        short[] weights = new short[1];
        ExponentialWeights.of(new float[] {score}, factor, weights, 1);

        assertThat(value(weights[0]) / Math.pow(2, (double) score * factor))
                .isCloseTo(1, within(ROUNDED + 1e-5));
    }

    @Property
    void aWeightBelowTheLargestIsAtMostOne(
            @ForAll @FloatRange(min = -5000, max = 5000) float largest,
            @ForAll @FloatRange(min = 0, max = 126) float difference) {
        short[] weights = new short[1];
        float score = largest - difference;
        ExponentialWeights.below(new float[] {largest}, new float[] {score}, 1, weights, 1);

        assertThat(value(weights[0]) / Math.pow(2, (double) score - largest))
                .isCloseTo(1, within(ROUNDED + 1e-5));
        assertThat(value(weights[0])).isLessThanOrEqualTo(1);
    }

    @Test
    void wholePowersAreExact() {
        float[] scores = {-126, -1, 0, 1, 100, 127};
        short[] weights = new short[scores.length];
        ExponentialWeights.of(scores, 1, weights, scores.length);

        for (int i = 0; i < scores.length; i++) {
            assertThat(value(weights[i])).isEqualTo((float) Math.pow(2, scores[i]));
        }
    }

    @Test
    void whatIsFarBelowWeighsNextToNothing() {
        short[] weights = new short[2];
        float[] scores = {-1e6f, Float.NEGATIVE_INFINITY};
        ExponentialWeights.below(new float[2], scores, 1, weights, 2);

        assertThat(value(weights[0])).isEqualTo(Float.MIN_NORMAL);
        assertThat(value(weights[1])).isEqualTo(Float.MIN_NORMAL);
    }

    @Test
    void noMoreThanAskedForAreMade() {
        short[] weights = {7, 7, 7};
        ExponentialWeights.of(new float[3], 1, weights, 2);

        assertThat(weights).containsExactly(0x3f80, 0x3f80, 7);
    }

    @Property
    void aWeightInFloat32IsThePowerOfTwo(
            @ForAll @FloatRange(min = -126, max = 127) float score,
            @ForAll @FloatRange(min = 0.01f, max = 1) float factor) {
        int[] weights = new int[1];
        ExponentialWeights.of(new float[] {score}, factor, weights, 1);

        assertThat(Float.intBitsToFloat(weights[0]) / Math.pow(2, (double) score * factor))
                .isCloseTo(1, within(ROUNDED_IN_F32));
    }

    @Property
    void aWeightInFloat32IsMadeBelowTheLargest(
            @ForAll @FloatRange(min = -5000, max = 5000) float largest,
            @ForAll @FloatRange(min = 0, max = 99) float difference) {
        int[] weights = new int[1];
        float score = largest - difference;
        ExponentialWeights.below(new float[] {largest}, new float[] {score}, 1, weights, 1);

        assertThat(Float.intBitsToFloat(weights[0]) / Math.pow(2, (double) score - largest))
                .isCloseTo(1, within(ROUNDED_IN_F32));
    }

    @Test
    void whatIsFarBelowWeighsNextToNothingInFloat32() {
        int[] weights = new int[2];
        float[] scores = {-1e6f, Float.NEGATIVE_INFINITY};
        ExponentialWeights.below(new float[2], scores, 1, weights, 2);

        for (int bits : weights) {
            assertThat(Float.intBitsToFloat(bits) / Math.pow(2, -100))
                    .isCloseTo(1, within(ROUNDED_IN_F32));
        }
    }

    @Test
    void piecesInFloat32MakeAWhole() {
        var scores = new float[5000];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = i / 100f;
        }
        int[] weights = new int[scores.length + 1];
        ExponentialWeights.of(scores, 1, weights, scores.length);

        for (int i = 0; i < scores.length; i++) {
            assertThat(Float.intBitsToFloat(weights[i]) / Math.pow(2, scores[i]))
                    .isCloseTo(1, within(ROUNDED_IN_F32));
        }
        assertThat(weights[scores.length]).isZero();
    }

    private static float value(short bfloat16) {
        return Float.intBitsToFloat(bfloat16 << 16);
    }
}
