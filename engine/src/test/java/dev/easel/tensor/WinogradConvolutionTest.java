package dev.easel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.easel.tensor.ConvolutionWeight.Geometry;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

/** Beside the direct convolution in float32 of the same numbers. */
@Tag("kernels")
class WinogradConvolutionTest {
    private static final Geometry GEOMETRY = new Geometry(1, 1);

    /**
     * Root mean square, where the convolution's is 1 and the bias's too. Rounding to 8 bits is off
     * by 0.0016 of a number. That happens to the result, to the numbers and to the kernels once
     * they are transformed; the terms of the last two sum up to 25/9 of the result's square.
     */
    private static final double ERROR = 0.0016 * Math.sqrt(2 + 2 * 25 / 9.0);

    @BeforeEach
    void skipWithoutBfloat16() {
        assumeThat(Brgemm.isPresent()).isTrue();
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void itIsAConvolution(long seed) {
        var random = new Random(seed);
        try (var _ = TensorScope.open()) {
            var some = Some.of(random);
            assertIsClose(
                    some.winograd().convolve(some.x, some.bias, Epilogue.none()),
                    some.direct(some.x));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aDoubledMapIsThatOfItsNearestValues(long seed) {
        var random = new Random(seed);
        try (var _ = TensorScope.open()) {
            var some = Some.of(random);
            Tensor doubled = Kernels.resizeNearest(some.x, 2 * some.x.size(2), 2 * some.x.size(3));
            assertIsClose(some.winograd().convolveDoubled(some.x, some.bias), some.direct(doubled));
        }
    }

    @Test
    void manyChannelsAndSmallMapsAreShared() {
        try (var _ = TensorScope.open()) {
            var some = Some.of(Shape.of(2, 640, 8, 8), 1280, new Random(1));
            assertIsClose(
                    some.winograd().convolve(some.x, some.bias, Epilogue.none()),
                    some.direct(some.x));
        }
    }

    @Test
    void aMapMayBeAPartOfAnother() {
        try (var _ = TensorScope.open()) {
            var some = Some.of(Shape.of(3, 12, 9, 10), 6, new Random(2));
            Tensor part = some.x.narrow(0, 1, 2).narrow(1, 0, 12).narrow(3, 2, 7);
            assertIsClose(
                    some.winograd().convolve(part, some.bias, Epilogue.none()), some.direct(part));
        }
    }

    @Test
    void theEpilogueComesAfterIt() {
        try (var _ = TensorScope.open()) {
            var some = Some.of(Shape.of(1, 16, 12, 12), 16, new Random(3));
            Tensor alone = some.winograd().convolve(some.x, some.bias, Epilogue.none());
            Tensor sum = alone.add(some.x);
            assertThat(
                            some.winograd()
                                    .convolve(some.x, some.bias, Epilogue.plus(some.x))
                                    .sameAs(sum))
                    .isTrue();
            Tensor onto = some.winograd().convolve(some.x, some.bias, Epilogue.onto(some.x));
            assertThat(onto.sameAs(sum)).isTrue();
            assertThat(some.x.sameAs(sum)).isTrue();
        }
    }

    @Test
    void whatIsNoNumberIsToBeSeen() {
        try (var _ = TensorScope.open()) {
            var some = Some.of(Shape.of(1, 2, 6, 6), 2, new Random(4));
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
                Tensor spoiled =
                        some.x.add(Tensor.of(new float[] {bad}, Shape.of(1)).to(DType.BF16));
                Tensor found = some.winograd().convolve(spoiled, some.bias, Epilogue.none());
                assertThat(found.isFinite()).isFalse();
            }
        }
    }

    @Test
    void itRepeatsToTheBit() {
        try (var _ = TensorScope.open()) {
            var some = Some.of(Shape.of(2, 64, 31, 17), 192, new Random(5));
            var winograd = some.winograd();
            Tensor once = winograd.convolve(some.x, some.bias, Epilogue.none());
            for (int i = 0; i < 10; i++) {
                Tensor again = winograd.convolve(some.x, some.bias, Epilogue.none());
                assertThat(again.sameAs(once)).isTrue();
            }
        }
    }

    @Test
    void otherConvolutionsAreNotDoneSo() {
        try (var _ = TensorScope.open()) {
            Tensor odd = Tensor.zeros(Shape.of(4, 3, 3, 3), DType.BF16, Device.CPU);
            Tensor exact = Tensor.zeros(Shape.of(4, 4, 3, 3), DType.F32, Device.CPU);
            Tensor point = Tensor.zeros(Shape.of(4, 4, 1, 1), DType.BF16, Device.CPU);
            Tensor good = Tensor.zeros(Shape.of(4, 4, 3, 3), DType.BF16, Device.CPU);
            assertThat(WinogradConvolution.suits(odd, GEOMETRY)).isFalse();
            assertThat(WinogradConvolution.suits(exact, GEOMETRY)).isFalse();
            assertThat(WinogradConvolution.suits(point, GEOMETRY)).isFalse();
            assertThat(WinogradConvolution.suits(good, new Geometry(2, 1))).isFalse();
            assertThat(WinogradConvolution.suits(good, GEOMETRY)).isTrue();
        }
    }

    private record Some(Tensor x, Tensor weight, Optional<Tensor> bias) {
        static Some of(Random random) {
            int in = 2 * random.nextInt(1, 60);
            int out = 2 * random.nextInt(1, 100);
            int height = random.nextInt(1, 40);
            int width = random.nextInt(1, 40);
            return of(Shape.of(random.nextInt(1, 4), in, height, width), out, random);
        }

        static Some of(Shape map, int out, Random random) {
            try (var rng = Rng.seeded(random.nextLong())) {
                Tensor weight =
                        rng.normal(Shape.of(out, map.size(1), 3, 3))
                                .div(3 * Math.sqrt((double) map.size(1)));
                Tensor bias = rng.normal(Shape.of(out));
                boolean biased = random.nextBoolean();
                return new Some(
                        rng.normal(map).to(DType.BF16).channelsLast(),
                        weight.to(DType.BF16),
                        biased ? Optional.of(bias.to(DType.BF16)) : Optional.empty());
            }
        }

        WinogradConvolution winograd() {
            return new WinogradConvolution(weight);
        }

        Tensor direct(Tensor map) {
            return new ConvolutionWeight.Plain(weight.to(DType.F32), GEOMETRY)
                    .convolve(map.to(DType.F32), bias.map(b -> b.to(DType.F32)), Epilogue.none());
        }
    }

    private static void assertIsClose(Tensor found, Tensor expected) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        Tensor difference = found.to(DType.F32).sub(expected);
        assertThat(rms(difference)).isLessThan(1.2 * ERROR);
        assertThat(largest(difference)).isLessThan(8 * ERROR + largest(expected) / 256);
    }

    private static double rms(Tensor x) {
        return Math.sqrt(x.mul(x).mean().item());
    }

    private static double largest(Tensor x) {
        return Math.max(x.max().item(), -x.min().item());
    }
}
