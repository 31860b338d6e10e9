package dev.easel.kernels.winograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.easel.kernels.brgemm.Brgemm;
import dev.easel.kernels.brgemm.ComputePool;
import dev.easel.kernels.brgemm.Lanes32;
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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Beside the direct convolution in double precision of the same numbers. */
@Tag("kernels")
class WinogradConvolutionTest {
    private static final Geometry GEOMETRY = new Geometry(1, 1);
    private static final WinogradContext CONTEXT = new WinogradContext(new ComputePool());

    enum Form {
        /**
         * Rounding to 8 bits is off by 0.0016 of a number. That happens to the result, to the
         * numbers and to the kernels once they are transformed; the terms of the last two sum up to
         * 25/9 of the result's square.
         */
        SMALL_IN_BF16(Winograd.F2, DType.BF16, 0.0016 * Math.sqrt(2 + 2 * 25 / 9.0)),
        /** Of 1280 channels; the direct convolution's is 1.8e-6. */
        SMALL_IN_F32(Winograd.F2, DType.F32, 1.1e-6),
        /** Of 1280 channels. */
        LARGE_IN_F32(Winograd.F4, DType.F32, 3.1e-6),
        /**
         * The largest of thousands of numbers is 4 times their root mean square; a byte is off by 4
         * / 127 / √12 of the latter. That happens to the numbers and to the kernels once they are
         * transformed, and counts for 5/3 of that in the result.
         */
        IN_BYTES_OF_BF16(Winograd.F2, DType.BF16, DType.U8, 0.0091 * Math.sqrt(2) * 5 / 3),
        IN_BYTES_OF_F32(Winograd.F2, DType.F32, DType.U8, IN_BYTES_OF_BF16.error);

        private final Winograd winograd;
        private final DType type;
        private final DType factors;

        /** Root mean square, where the convolution's is 1 and the bias's too. */
        private final double error;

        Form(Winograd winograd, DType type, double error) {
            this(winograd, type, type, error);
        }

        Form(Winograd winograd, DType type, DType factors, double error) {
            this.winograd = winograd;
            this.type = type;
            this.factors = factors;
            this.error = error;
        }

        WinogradWeight.Form form() {
            return new WinogradWeight.Form(winograd, type, factors);
        }

        boolean isPresent() {
            return Brgemm.isPresent(factors);
        }

        /** What divides the number of channels. */
        int together() {
            return Math.max(form().lanes(), Lanes32.lanes(factors));
        }
    }

    /** Those that this processor has. */
    static Stream<Form> forms() {
        return Stream.of(Form.values()).filter(Form::isPresent);
    }

    static Stream<Arguments> seeds() {
        return forms().flatMap(
                        form -> LongStream.range(0, 12).mapToObj(seed -> Arguments.of(form, seed)));
    }

    @BeforeEach
    void skipWithoutAny() {
        assumeThat(forms()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void itIsAConvolution(Form form, long seed) {
        var random = new Random(seed);
        try (var _ = TensorScope.open()) {
            var some = Some.of(form, random);
            some.assertIsClose(
                    some.winograd().convolve(some.x, some.bias, Epilogue.none()),
                    some.direct(some.x));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aDoubledMapIsThatOfItsNearestValues(Form form, long seed) {
        var random = new Random(seed);
        try (var _ = TensorScope.open()) {
            var some = Some.of(form, random);
            Tensor doubled = Ops.resizeNearest(some.x, 2 * some.x.size(2), 2 * some.x.size(3));
            some.assertIsClose(
                    some.winograd().convolveDoubled(some.x, some.bias), some.direct(doubled));
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void manyChannelsAndSmallMapsAreShared(Form form) {
        try (var _ = TensorScope.open()) {
            var some = Some.of(form, Shape.of(2, 640, 8, 8), 1280, new Random(1));
            some.assertIsClose(
                    some.winograd().convolve(some.x, some.bias, Epilogue.none()),
                    some.direct(some.x));
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aMapMayBeAPartOfAnother(Form form) {
        try (var _ = TensorScope.open()) {
            var some = Some.of(form, Shape.of(3, 12, 9, 10), 6, new Random(2));
            Tensor part = some.x.narrow(0, 1, 2).narrow(1, 0, 12).narrow(3, 2, 7);
            some.assertIsClose(
                    some.winograd().convolve(part, some.bias, Epilogue.none()), some.direct(part));
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theEpilogueComesAfterIt(Form form) {
        try (var _ = TensorScope.open()) {
            var some = Some.of(form, Shape.of(1, 16, 12, 12), 16, new Random(3));
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

    @ParameterizedTest
    @MethodSource("forms")
    void nanPropagates(Form form) {
        try (var _ = TensorScope.open()) {
            var some = Some.of(form, Shape.of(1, 4, 6, 6), 2, new Random(4));
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
                Tensor spoiled =
                        some.x.add(Tensor.of(new float[] {bad}, Shape.of(1)).to(form.type));
                Tensor found = some.winograd().convolve(spoiled, some.bias, Epilogue.none());
                assertThat(found.isFinite()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void itRepeatsToTheBit(Form form) {
        try (var _ = TensorScope.open()) {
            var some = Some.of(form, Shape.of(2, 64, 31, 17), 192, new Random(5));
            var winograd = some.winograd();
            Tensor once = winograd.convolve(some.x, some.bias, Epilogue.none());
            for (int i = 0; i < 10; i++) {
                Tensor again = winograd.convolve(some.x, some.bias, Epilogue.none());
                assertThat(again.sameAs(once)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void otherConvolutionsAreNotDoneSo(Form form) {
        try (var _ = TensorScope.open()) {
            Tensor point = Tensor.zeros(Shape.of(4, 4, 1, 1), form.type, Device.CPU);
            Tensor half = Tensor.zeros(Shape.of(4, 4, 3, 3), DType.F16, Device.CPU);
            Tensor good = Tensor.zeros(Shape.of(4, 4, 3, 3), form.type, Device.CPU);
            assertThat(suits(point, form)).isFalse();
            assertThat(suits(half, form)).isFalse();
            var halving = new Geometry(2, 1);
            assertThat(WinogradConvolution.suits(good, halving, form.winograd, form.factors))
                    .isFalse();
            assertThat(suits(good, form)).isTrue();
        }
    }

    @Test
    void inBfloat16TilesAreSmallAndChannelsInPairs() {
        assertTilesAreSmallAndChannelsNot(3, DType.BF16, DType.BF16);
    }

    @Test
    void inBytesTilesAreSmallAndChannelsInFours() {
        assertTilesAreSmallAndChannelsNot(6, DType.F32, DType.U8);
    }

    private static void assertTilesAreSmallAndChannelsNot(long odd, DType type, DType factors) {
        assumeThat(Brgemm.isPresent(factors)).isTrue();
        try (var _ = TensorScope.open()) {
            Tensor bad = Tensor.zeros(Shape.of(4, odd, 3, 3), type, Device.CPU);
            Tensor good = Tensor.zeros(Shape.of(4, 4, 3, 3), type, Device.CPU);
            assertThat(WinogradConvolution.suits(bad, GEOMETRY, Winograd.F2, factors)).isFalse();
            assertThat(WinogradConvolution.suits(good, GEOMETRY, Winograd.F4, factors)).isFalse();
        }
    }

    /** The scale of one is not the scale of others. */
    @Test
    void inBytesOutputsAndPlacesMayBeOfAnySize() {
        assumeThat(Brgemm.isPresent(DType.U8)).isTrue();
        try (var _ = TensorScope.open()) {
            var some = Some.of(Form.IN_BYTES_OF_F32, Shape.of(2, 320, 16, 16), 8, new Random(6));
            Tensor sizes = Tensor.of(new float[] {1e4f, 1e-4f}, Shape.of(2));
            Tensor outputs = sizes.unsqueeze(1).expand(2, 4).reshape(8, 1, 1, 1);
            Tensor images = sizes.reshape(2, 1, 1, 1);
            var unequal =
                    new Some(
                            some.form,
                            some.x.mul(images).channelsLast(),
                            some.weight.mul(outputs),
                            Optional.empty());
            Tensor found =
                    unequal.winograd().convolve(unequal.x, Optional.empty(), Epilogue.none());
            Tensor back = found.div(images).div(outputs.reshape(1, 8, 1, 1));
            var equal = new Some(some.form, some.x, some.weight, Optional.empty());
            equal.assertIsClose(back, equal.direct(some.x));
        }
    }

    @Test
    void inBytesZerosAreZeros() {
        assumeThat(Brgemm.isPresent(DType.U8)).isTrue();
        try (var _ = TensorScope.open()) {
            var some = Some.of(Form.IN_BYTES_OF_F32, Shape.of(1, 8, 6, 6), 8, new Random(7));
            var nothing = new Some(some.form, some.x.mul(0), some.weight, Optional.empty());
            Tensor found =
                    nothing.winograd().convolve(nothing.x, Optional.empty(), Epilogue.none());
            assertThat(largest(found)).isZero();
            var without = new Some(some.form, some.x, some.weight.mul(0), some.bias);
            Tensor bias = without.winograd().convolve(without.x, without.bias, Epilogue.none());
            assertThat(largest(bias.sub(without.direct(without.x).to(DType.F32)))).isZero();
        }
    }

    private static boolean suits(Tensor weight, Form form) {
        return WinogradConvolution.suits(weight, GEOMETRY, form.winograd, form.factors);
    }

    private record Some(Form form, Tensor x, Tensor weight, Optional<Tensor> bias) {
        static Some of(Form form, Random random) {
            int in = form.together() * random.nextInt(1, 120 / form.together());
            int out = form.form().lanes() * random.nextInt(1, 200 / form.form().lanes());
            int height = random.nextInt(1, 40);
            int width = random.nextInt(1, 40);
            return of(form, Shape.of(random.nextInt(1, 4), in, height, width), out, random);
        }

        static Some of(Form form, Shape map, int out, Random random) {
            try (var rng = Rng.seeded(random.nextLong())) {
                Tensor weight =
                        rng.normal(Shape.of(out, map.size(1), 3, 3))
                                .div(3 * Math.sqrt((double) map.size(1)));
                Tensor bias = rng.normal(Shape.of(out));
                boolean biased = random.nextBoolean();
                return new Some(
                        form,
                        rng.normal(map).to(form.type).channelsLast(),
                        weight.to(form.type),
                        biased ? Optional.of(bias.to(form.type)) : Optional.empty());
            }
        }

        WinogradConvolution winograd() {
            return new WinogradConvolution(weight, form.winograd, form.factors, CONTEXT);
        }

        Tensor direct(Tensor map) {
            return LayerKernels.plain()
                    .convolution(weight.to(DType.F64), GEOMETRY, WeightFormat.FLOAT, Footprint.FAST)
                    .convolve(map.to(DType.F64), bias.map(b -> b.to(DType.F64)), Epilogue.none());
        }

        void assertIsClose(Tensor found, Tensor expected) {
            assertThat(found.shape()).isEqualTo(expected.shape());
            Tensor difference = found.to(DType.F64).sub(expected);
            assertThat(rms(difference)).isLessThan(1.2 * form.error);
            assertThat(largest(difference)).isLessThan(mostOff(largest(expected)));
        }

        /** Large values are rounded by more, in proportion; a single one by more than the mean. */
        private double mostOff(double largest) {
            return form.type == DType.BF16 ? 8 * form.error + largest / 256 : 20 * form.error;
        }
    }

    private static double rms(Tensor x) {
        return Math.sqrt(x.mul(x).mean().item());
    }

    private static double largest(Tensor x) {
        return Math.max(x.max().item(), -x.min().item());
    }
}
