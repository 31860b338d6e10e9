package dev.easel.tensor;

import static dev.easel.golden.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.easel.tensor.ConvolutionWeight.Geometry;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Weights in every form give what LibTorch gives with plain ones. */
class PackedWeightTest {
    private static final double CLOSE = 1e-4;

    private static final double CLOSE_IN_BF16 = 0.05;

    /** Of the largest value; two roundings to 8 bits among sums of many terms. */
    private static final double CLOSE_IN_INT8 = 0.03;

    @Property(tries = 60)
    void aPackedLinearLayerIsALinearLayer(
            @ForAll @IntRange(min = 1, max = 150) int rows,
            @ForAll @IntRange(min = 1, max = 100) int in,
            @ForAll @IntRange(min = 1, max = 100) int out,
            @ForAll boolean biased,
            @ForAll Epilogue.Kind kind) {
        try (var _ = TensorScope.open()) {
            Tensor x = random(Shape.of(2, rows, in));
            Tensor weight = random(Shape.of(out, in));
            var bias = biased ? Optional.of(random(Shape.of(out))) : Optional.<Tensor>empty();
            var epilogue = epilogue(kind, Shape.of(2, rows, out));
            var packed = LinearWeight.of(weight);
            assumeThat(packed).isInstanceOf(OneDnnLinear.class);

            assertThatTensor(packed.multiply(x, bias, epilogue))
                    .isCloseTo(plain(weight).multiply(x, bias, epilogue), CLOSE);
        }
    }

    @Property(tries = 60)
    void aPackedConvolutionIsAConvolution(
            @ForAll @IntRange(min = 1, max = 40) int side,
            @ForAll @IntRange(min = 1, max = 40) int in,
            @ForAll @IntRange(min = 1, max = 40) int out,
            @ForAll @IntRange(min = 1, max = 2) int stride,
            @ForAll Epilogue.Kind kind) {
        try (var _ = TensorScope.open()) {
            Tensor x = random(Shape.of(2, in, side, side)).channelsLast();
            Tensor weight = random(Shape.of(out, in, 3, 3));
            var bias = Optional.of(random(Shape.of(out)));
            var geometry = new Geometry(stride, 1);
            var plain = new ConvolutionWeight.Plain(weight.channelsLast(), geometry);
            var epilogue = epilogue(kind, plain.convolve(x, bias, Epilogue.none()).shape());
            var packed = ConvolutionWeight.of(weight, geometry);
            assumeThat(packed).isInstanceOf(OneDnnConvolution.class);

            assertThatTensor(packed.convolve(x, bias, epilogue))
                    .isCloseTo(plain.convolve(x, bias, epilogue), CLOSE);
        }
    }

    @Property(tries = 20)
    void aPackedConvolutionTakesMapsOfAllSizesInTurn(
            @ForAll @Size(min = 2, max = 4) List<@IntRange(min = 1, max = 40) Integer> sides,
            @ForAll @IntRange(min = 1, max = 2) int stride,
            @ForAll boolean bf16) {
        try (var _ = TensorScope.open()) {
            var dtype = bf16 ? DType.BF16 : DType.F32;
            var geometry = new Geometry(stride, 1);
            // So many channels are packed otherwise for small maps.
            Tensor weight = random(Shape.of(192, 16, 3, 3)).mul(0.1).to(dtype);
            var plain = new ConvolutionWeight.Plain(weight.channelsLast(), geometry);
            var packed = ConvolutionWeight.of(weight, geometry);

            for (int side : sides) {
                Tensor x = random(Shape.of(2, 16, side, side)).to(dtype).channelsLast();
                Tensor expected = plain.convolve(x, Optional.empty(), Epilogue.none());
                assertThatTensor(packed.convolve(x, Optional.empty(), Epilogue.none()))
                        .isCloseTo(expected, bf16 ? CLOSE_IN_BF16 : CLOSE);
            }
        }
    }

    @Property(tries = 60)
    void eightBitsAreCloseInALinearLayer(
            @ForAll @IntRange(min = 1, max = 150) int rows,
            @ForAll @IntRange(min = 1, max = 100) int in,
            @ForAll @IntRange(min = 1, max = 100) int out,
            @ForAll Epilogue.Kind kind,
            @ForAll boolean bf16) {
        assumeThat(Device.CPU.hasInt8()).isTrue();
        Function<Tensor, Tensor> rounded = t -> bf16 ? t.to(DType.BF16) : t;
        try (var _ = TensorScope.open()) {
            Tensor x = rounded.apply(Kernels.silu(random(Shape.of(2, rows, in))));
            Tensor weight = random(Shape.of(out, in));
            var bias = Optional.of(rounded.apply(random(Shape.of(out))));
            Tensor exact = plain(rounded.apply(weight)).multiply(x, bias, Epilogue.none());
            var epilogue = epilogue(kind, exact.shape(), rounded);

            Tensor found = LinearWeight.int8(weight).multiply(x, bias, epilogue);

            assertThat(found.dtype()).isEqualTo(x.dtype());
            assertIsCloseInInt8(found, epilogue.after(exact), exact);
        }
    }

    @Property(tries = 60)
    void eightBitsAreCloseInAConvolution(
            @ForAll @IntRange(min = 3, max = 40) int side,
            @ForAll @IntRange(min = 1, max = 40) int in,
            @ForAll @IntRange(min = 1, max = 40) int out,
            @ForAll @IntRange(min = 1, max = 2) int stride,
            @ForAll boolean bf16) {
        assumeThat(Device.CPU.hasInt8()).isTrue();
        Function<Tensor, Tensor> rounded = t -> bf16 ? t.to(DType.BF16) : t;
        try (var _ = TensorScope.open()) {
            Tensor x = rounded.apply(random(Shape.of(2, in, side, side + 1)).channelsLast());
            Tensor weight = random(Shape.of(out, in, 3, 3));
            var bias = Optional.of(rounded.apply(random(Shape.of(out))));
            var geometry = new Geometry(stride, 1);
            Tensor exact =
                    new ConvolutionWeight.Plain(rounded.apply(weight), geometry)
                            .convolve(x, bias, Epilogue.none());

            Tensor found =
                    ConvolutionWeight.int8(weight, geometry).convolve(x, bias, Epilogue.none());

            assertThat(found.dtype()).isEqualTo(x.dtype());
            assertIsCloseInInt8(found, exact, exact);
        }
    }

    @Property(tries = 5)
    void integersAreNotPacked(@ForAll @IntRange(min = 1, max = 9) int width) {
        try (var _ = TensorScope.open()) {
            Tensor weight = Tensor.zeros(Shape.of(width, width), DType.I64, Device.CPU);
            assertThat(OneDnn.packs(weight)).isFalse();
        }
    }

    /** The epilogue may enlarge the error of the product by as much as by the largest factor. */
    private static void assertIsCloseInInt8(Tensor found, Tensor expected, Tensor product) {
        double largest = largest(product) * 4;
        assertThatTensor(found.to(DType.F32))
                .isCloseTo(expected.to(DType.F32), Math.max(largest * CLOSE_IN_INT8, 0.05));
    }

    private static double largest(Tensor x) {
        return Math.max(x.to(DType.F32).max().item(), -x.to(DType.F32).min().item());
    }

    private static LinearWeight plain(Tensor weight) {
        return new LinearWeight.Plain(weight);
    }

    private static Epilogue epilogue(Epilogue.Kind kind, Shape result) {
        return epilogue(kind, result, Function.identity());
    }

    private static Epilogue epilogue(
            Epilogue.Kind kind, Shape result, Function<Tensor, Tensor> rounded) {
        return switch (kind) {
            case NONE -> Epilogue.none();
            case GELU -> Epilogue.gelu();
            case PLUS -> Epilogue.plus(rounded.apply(like(result)));
            case TIMES -> Epilogue.times(rounded.apply(like(result)));
        };
    }

    private static Tensor like(Shape shape) {
        return shape.rank() == 4 ? random(shape).channelsLast() : random(shape);
    }

    private static Tensor random(Shape shape) {
        try (var rng = Rng.seeded(shape.count())) {
            return rng.normal(shape);
        }
    }
}
