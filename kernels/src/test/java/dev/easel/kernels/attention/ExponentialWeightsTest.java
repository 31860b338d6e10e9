package dev.easel.kernels.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;

import org.junit.jupiter.api.Test;

import java.lang.foreign.ValueLayout;

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
        var weights = new Bf16Powers(1);
        weights.make(new float[][] {{score}, {-score / 2}}, factor, 1);

        assertThat(value(weights, 0) / Math.pow(2, (double) score * factor))
                .isCloseTo(1, within(ROUNDED + 1e-5));
        assertThat(value(weights, 1) / Math.pow(2, (double) -score / 2 * factor))
                .isCloseTo(1, within(ROUNDED + 1e-5));
    }

    @Property
    void aWeightBelowTheLargestIsAtMostOne(
            @ForAll @FloatRange(min = -5000, max = 5000) float largest,
            @ForAll @FloatRange(min = 0, max = 126) float difference) {
        var weights = new Bf16Powers(1);
        float score = largest - difference;
        weights.makeBelow(new float[] {largest}, new float[][] {{largest}, {score}}, 1, 1);

        assertThat(value(weights, 0)).isEqualTo(1);
        assertThat(value(weights, 1) / Math.pow(2, (double) score - largest))
                .isCloseTo(1, within(ROUNDED + 1e-5));
        assertThat(value(weights, 1)).isLessThanOrEqualTo(1);
    }

    @Test
    void wholePowersAreExact() {
        float[] scores = {-126, -1, 0, 1, 100, 127};
        float[] others = {127, 126, 2, -2, -126, 0};
        var weights = new Bf16Powers(scores.length);
        weights.make(new float[][] {scores, others}, 1, scores.length);

        for (int i = 0; i < scores.length; i++) {
            assertThat(value(weights, 2L * i)).isEqualTo((float) Math.pow(2, scores[i]));
            assertThat(value(weights, 2L * i + 1)).isEqualTo((float) Math.pow(2, others[i]));
        }
    }

    @Test
    void whatIsFarBelowWeighsNextToNothing() {
        var weights = new Bf16Powers(1);
        weights.makeBelow(new float[1], new float[][] {{-1e6f}, {Float.NEGATIVE_INFINITY}}, 1, 1);

        assertThat(value(weights, 0)).isEqualTo(Float.MIN_NORMAL);
        assertThat(value(weights, 1)).isEqualTo(Float.MIN_NORMAL);
    }

    @Test
    void noMoreThanAskedForAreMade() {
        var weights = new Bf16Powers(3);
        weights.make(new float[2][3], 1, 2);

        for (int i = 0; i < 4; i++) {
            assertThat(value(weights, i)).isEqualTo(1);
        }
        assertThat(value(weights, 4)).isZero();
        assertThat(value(weights, 5)).isZero();
    }

    @Property
    void aWeightInFloat32IsThePowerOfTwo(
            @ForAll @FloatRange(min = -126, max = 127) float score,
            @ForAll @FloatRange(min = 0.01f, max = 1) float factor) {
        var weights = new FloatPowers(1);
        weights.make(new float[][] {{score}}, factor, 1);

        assertThat(value(weights, 0) / Math.pow(2, (double) score * factor))
                .isCloseTo(1, within(ROUNDED_IN_F32));
    }

    @Property
    void aWeightInFloat32IsMadeBelowTheLargest(
            @ForAll @FloatRange(min = -5000, max = 5000) float largest,
            @ForAll @FloatRange(min = 0, max = 99) float difference) {
        var weights = new FloatPowers(1);
        float score = largest - difference;
        weights.makeBelow(new float[] {largest}, new float[][] {{score}}, 1, 1);

        // That the difference is one of floats is no fault of the power.
        assertThat(value(weights, 0) / Math.pow(2, score - largest))
                .isCloseTo(1, within(ROUNDED_IN_F32));
    }

    @Test
    void whatIsFarBelowWeighsNextToNothingInFloat32() {
        var weights = new FloatPowers(2);
        float[] scores = {-1e6f, Float.NEGATIVE_INFINITY};
        weights.makeBelow(new float[2], new float[][] {scores}, 1, 2);

        for (int i = 0; i < 2; i++) {
            assertThat(value(weights, i) / Math.pow(2, -100)).isCloseTo(1, within(ROUNDED_IN_F32));
        }
    }

    @Test
    void piecesInFloat32MakeAWhole() {
        var scores = new float[5000];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = i / 100f;
        }
        var weights = new FloatPowers(scores.length + 1);
        weights.make(new float[][] {scores}, 1, scores.length);

        for (int i = 0; i < scores.length; i++) {
            assertThat(value(weights, i) / Math.pow(2, scores[i]))
                    .isCloseTo(1, within(ROUNDED_IN_F32));
        }
        assertThat(value(weights, scores.length)).isZero();
    }

    private static float value(Bf16Powers weights, long index) {
        return Float.intBitsToFloat(
                weights.memory().getAtIndex(ValueLayout.JAVA_SHORT, index) << 16);
    }

    private static float value(FloatPowers weights, long index) {
        return Float.intBitsToFloat(weights.memory().getAtIndex(ValueLayout.JAVA_INT, index));
    }
}
