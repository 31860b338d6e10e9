package dev.easel.net.unet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Rng;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.stream.IntStream;

class TokenMergingTest {
    private static final int WIDTH = 6;

    @Test
    void aGroupIsTheMeanOfItsTokensAndEachTakesWhatThatBecomes() {
        try (var _ = TensorScope.open()) {
            // Two pictures of four: in the first the last joins the first, in the second the first
            // the third.
            var groups = new TokenGroups(new int[] {0, 1, 2, 0, 6, 5, 6, 7}, 2);
            Tensor x = Tensor.of(new float[] {1, 2, 3, 5, 10, 20, 40, 80}, Shape.of(2, 4, 1));

            Tensor merged = groups.merge(x);

            assertThat(merged.shape()).isEqualTo(Shape.of(2, 3, 1));
            assertThat(merged.toFloats()).containsExactly(3, 2, 3, 20, 25, 80);
            assertThat(groups.unmerge(merged).shape()).isEqualTo(x.shape());
            assertThat(groups.unmerge(merged).toFloats())
                    .containsExactly(3, 2, 3, 3, 25, 20, 25, 80);
        }
    }

    @Property(tries = 100)
    void aShareOfAllPlacesJoinsOthersAndNothingIsLost(
            @ForAll @IntRange(min = 1, max = 9) int height,
            @ForAll @IntRange(min = 1, max = 9) int width,
            @ForAll @DoubleRange(min = 0, max = 0.75) double share,
            @ForAll @DoubleRange(min = 0, max = 999) double timestep) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(3)) {
            int places = height * width;
            int squares = Math.ceilDiv(height, 2) * Math.ceilDiv(width, 2);
            Tensor x = rng.normal(Shape.of(2, places, WIDTH));

            var groups = groups(new TokenMerging(share, timestep), height, width, x);

            int left = places - Math.min((int) (share * places), places - squares);
            Tensor merged = groups.merge(x);
            assertThat(merged.shape()).isEqualTo(Shape.of(2, left, WIDTH));
            // Each of a group has its mean, so the sum of all stays.
            double before = x.mean().item();
            assertThat(groups.unmerge(merged).mean().item()).isCloseTo(before, offset(1e-5));
        }
    }

    @Test
    void placesJoinThoseThatTheyLookLike() {
        try (var _ = TensorScope.open()) {
            // Left and right half have other directions, and lengths do not count.
            int side = 8;
            int places = side * side;
            float[] values = new float[places * 2];
            for (int place = 0; place < places; place++) {
                values[2 * place + place % side / (side / 2)] = 1 + place;
            }
            Tensor x = Tensor.of(values, Shape.of(1, places, 2));

            float[] seen = seen(new TokenMerging(0.75, 500), side, side, x);

            for (int place = 0; place < places; place++) {
                int right = place % side / (side / 2);
                assertThat(seen[2 * place + right]).isPositive();
                assertThat(seen[2 * place + 1 - right]).isZero();
            }
        }
    }

    @Test
    void thoseThatLookLikeNoneStayAsTheyAreForAsLongAsOthersJoin() {
        try (var _ = TensorScope.open()) {
            // All look alike but for eight, each in a direction of its own.
            int places = 64;
            int width = 9;
            float[] values = new float[places * width];
            for (int place = 0; place < places; place++) {
                values[place * width + (place % 8 == 0 ? 1 + place / 8 : 0)] = 1;
            }
            Tensor x = Tensor.of(values, Shape.of(1, places, width));

            assertThat(seen(new TokenMerging(0.5, 500), 8, 8, x)).containsExactly(values);
            // More than there are to join what they look like.
            assertThat(seen(new TokenMerging(0.75, 500), 8, 8, x)).isNotEqualTo(values);
        }
    }

    @Test
    void otherPlacesAreDrawnAtOtherTimesAndTheSameAtTheSame() {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(3)) {
            Tensor x = rng.normal(Shape.of(1, 64, WIDTH));

            float[] seen = seen(new TokenMerging(0.75, 500), 8, 8, x);

            assertThat(seen(new TokenMerging(0.75, 500), 8, 8, x)).containsExactly(seen);
            assertThat(seen(new TokenMerging(0.75, 501), 8, 8, x)).isNotEqualTo(seen);
        }
    }

    @Test
    void picturesOfABatchMergeAsEachAlone() {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(3)) {
            Tensor pair = rng.normal(Shape.of(2, 64, WIDTH));
            var merging = new TokenMerging(0.5, 500);

            float[] both = seen(merging, 8, 8, pair);

            int half = both.length / 2;
            IntStream.range(0, 2)
                    .forEach(i ->
                            assertThat(seen(merging, 8, 8, pair.narrow(0, i, 1)))
                                    .containsExactly(
                                            Arrays.copyOfRange(both, i * half, (i + 1) * half)));
        }
    }

    private static float[] seen(TokenMerging merging, int height, int width, Tensor x) {
        var groups = groups(merging, height, width, x);
        return groups.unmerge(groups.merge(x)).toFloats();
    }

    private static TokenGroups groups(TokenMerging merging, int height, int width, Tensor tokens) {
        Tensor map = Tensor.zeros(Shape.of(1, 1, height, width), DType.F32, Device.CPU);
        return merging.over(map).groups(tokens);
    }
}
