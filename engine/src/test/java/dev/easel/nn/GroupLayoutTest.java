package dev.easel.nn;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.tensor.DType;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Rng;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupLayoutTest {
    private static final int GROUPS = 4;

    private TensorScope scope;
    private Rng rng;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
        rng = Rng.seeded(0);
    }

    @AfterEach
    void close() {
        rng.close();
        scope.close();
    }

    @ParameterizedTest
    @CsvSource({
        "F32, 6, 16, true", "F32, 8, 16, false", "BF16, 6, 16, true", "BF16, 8, 16, true",
        "BF16, 16, 16, false", "BF16, 20, 16, true", "BF16, 40, 16, false", "BF16, 6, 32, false",
    })
    void mapsOfFewPlacesAndSmallGroupsAreSlow(
            DType type, int channelsOfGroup, int side, boolean slow) {
        Tensor x = map(channelsOfGroup, side).to(type);
        assertThat(GroupLayout.isSlow(x.channelsLast(), GROUPS)).isEqualTo(slow);
        assertThat(GroupLayout.isSlow(x, GROUPS)).as("channels outermost").isFalse();
    }

    @ParameterizedTest
    @CsvSource({"6, 16", "8, 16", "1, 5"})
    void eitherLayoutIsNormalisedAlikeAndKept(int channelsOfGroup, int side) {
        Tensor x = map(channelsOfGroup, side).mul(3).add(1);
        Tensor weight = rng.normal(Shape.of(x.size(1)));
        Tensor bias = rng.normal(Shape.of(x.size(1)));
        Tensor expected = Ops.groupNorm(x, GROUPS, weight, bias, 1e-5);
        Tensor actual = GroupLayout.groupNorm(x.channelsLast(), GROUPS, weight, bias, 1e-5);
        assertThatTensor(actual).isCloseTo(expected, 1e-5);
        assertThat(actual.value().is_contiguous(MemoryFormat.ChannelsLast)).isTrue();
        assertThat(expected.value().is_contiguous()).isTrue();
    }

    @Test
    void whatIsNoMapIsLeftAsItIs() {
        Tensor tokens = rng.normal(Shape.of(2, 8, 6)).transpose(1, 2);
        assertThat(GroupLayout.isSlow(tokens, 2)).isFalse();
    }

    private Tensor map(int channelsOfGroup, int side) {
        return rng.normal(Shape.of(2, (long) GROUPS * channelsOfGroup, side, side));
    }
}
