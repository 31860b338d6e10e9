package dev.easel.nn;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.LayerKernels;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Rng;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.tensor.WeightFormat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** The networks are tested in strips too, where {@code easel.strips} is set. */
@Tag("slow")
@net.jqwik.api.Tag("slow") // its properties
final class RowTilingTest {
    private static final int IN = 6;
    private static final int OUT = 4;
    private static final double ROUNDING = 1e-5;

    enum Past {
        NONE,
        BESIDE,
        IN_ITS_PLACE;

        Epilogue epilogue(Tensor other) {
            return switch (this) {
                case NONE -> Epilogue.none();
                case BESIDE -> Epilogue.plus(other);
                case IN_ITS_PLACE -> Epilogue.onto(other);
            };
        }
    }

    @Property(tries = 60)
    void aConvolutionIsTheSameInStrips(
            @ForAll @IntRange(min = 1, max = 12) int rows,
            @ForAll @IntRange(min = 1, max = 2) int batch,
            @ForAll @IntRange(min = 1, max = 12) int height,
            @ForAll @IntRange(min = 1, max = 9) int width,
            @ForAll Past past) {
        try (var _ = TensorScope.open()) {
            Tensor x = noise(1, batch, IN, height, width);
            Tensor other = noise(2, batch, OUT, height, width);
            var weight = convolution(noise(3, OUT, IN, 3, 3));
            UnaryOperator<Tensor> layer =
                    part -> weight.convolve(part, Optional.empty(), Epilogue.none());
            Tensor whole = past.epilogue(copyOf(other)).after(layer.apply(x));

            Tensor made =
                    new RowTiling(rows, 1)
                            .each(x, OUT, DType.F32, _ -> layer, past.epilogue(copyOf(other)));

            assertThatTensor(made).isCloseTo(whole, ROUNDING);
        }
    }

    @Property(tries = 40)
    void aDoubledMapIsTheSameInStrips(
            @ForAll @IntRange(min = 1, max = 8) int rows,
            @ForAll @IntRange(min = 1, max = 2) int batch,
            @ForAll @IntRange(min = 1, max = 8) int height,
            @ForAll @IntRange(min = 1, max = 8) int width) {
        try (var _ = TensorScope.open()) {
            Tensor x = noise(1, batch, IN, height, width);
            var weight = convolution(noise(2, IN, IN, 3, 3));
            UnaryOperator<Tensor> layers =
                    part ->
                            weight.convolve(
                                    Ops.resizeNearest(part, 2 * part.size(2), 2 * part.size(3)),
                                    Optional.empty(),
                                    Epilogue.none());

            Tensor made =
                    new RowTiling(rows, 2).each(x, IN, DType.F32, _ -> layers, Epilogue.none());

            assertThatTensor(made).isCloseTo(layers.apply(x), ROUNDING);
        }
    }

    @Property(tries = 10)
    void whatIsSeenForTheLastTimeIsSeenOnce(@ForAll @IntRange(min = 1, max = 300) int rows) {
        try (var _ = TensorScope.open()) {
            var shape = Shape.of(2, 16, 512, 1024);
            Tensor x = Tensor.emptyMap(shape, DType.F32, Device.CPU);
            Ops.copyInto(x, noise(1, 1, 16, 512, 1).expand(2, 16, 512, 1024));
            Tensor whole = x.mul(2);

            Tensor made = new RowTiling(rows, 1).ofLast().each(x, 16, part -> part.mul(2));

            assertThat(made.sameAs(whole)).isTrue();
        }
    }

    @Test
    void onlyLargeMapsAreDivided() {
        try (var _ = TensorScope.open()) {
            Tensor large = Tensor.zeros(Shape.of(1, 128, 1024, 1024), DType.U8, Device.CPU);
            Tensor half = large.narrow(2, 0, 512);

            var rule = new TilingRule(OptionalInt.empty());
            assertThat(rule.of(large)).isEqualTo(new RowTiling(64, 1));
            assertThat(rule.of(large).divide(large)).isTrue();
            assertThat(rule.of(half).divide(half)).isFalse();
            assertThat(rule.ofDoubled(half)).isEqualTo(new RowTiling(16, 2));

            var pinned = new TilingRule(OptionalInt.of(5));
            assertThat(pinned.of(half)).isEqualTo(new RowTiling(5, 1));
            assertThat(pinned.ofDoubled(half)).isEqualTo(new RowTiling(5, 2));
        }
    }

    private static ConvolutionKernel convolution(Tensor weight) {
        return LayerKernels.plain()
                .convolution(weight, new Geometry(1, 1), WeightFormat.FLOAT, Footprint.FAST);
    }

    private static Tensor copyOf(Tensor tensor) {
        return tensor.add(0);
    }

    private static Tensor noise(long seed, long... sizes) {
        try (var rng = Rng.seeded(seed)) {
            return rng.normal(Shape.of(sizes));
        }
    }
}
