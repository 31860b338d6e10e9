package dev.easel.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.easel.tensor.Rng;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.stream.IntStream;

final class GroupMomentsTest {
    private static final int GROUPS = 3;

    /** The kernel takes the mean's square from that of the values. */
    @Property(tries = 60)
    void theyAreTheGroupsMeansAndVariances(
            @ForAll @IntRange(min = 1, max = 3) int inGroup,
            @ForAll @IntRange(min = 1, max = 9) int height,
            @ForAll @IntRange(min = 1, max = 9) int width,
            @ForAll @IntRange(min = 1, max = 9) int rows,
            @ForAll @IntRange(min = -10, max = 10) int mean) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(height)) {
            var shape = Shape.of(1, (long) GROUPS * inGroup, height, width);
            Tensor x = rng.normal(shape).add(mean);
            double unit = (1 + mean * mean) * Math.ulp(1f);

            float[] moments = GroupMoments.of(x.channelsLast(), GROUPS, rows);

            for (int group = 0; group < GROUPS; group++) {
                float[] values = x.narrow(1, (long) group * inGroup, inGroup).toFloats();
                double expected = mean(values, 0, 1);
                assertThat((double) moments[group]).isCloseTo(expected, within(4 * unit));
                assertThat((double) moments[GROUPS + group])
                        .isCloseTo(mean(values, expected, 2), within(16 * unit));
            }
        }
    }

    /** {@return the mean of a power of what the values are beyond another} */
    private static double mean(float[] values, double beyond, int power) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> Math.pow(values[i] - beyond, power))
                .average()
                .getAsDouble();
    }
}
