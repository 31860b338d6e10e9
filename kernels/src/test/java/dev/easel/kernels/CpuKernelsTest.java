package dev.easel.kernels;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.easel.kernels.onednn.OneDnn;
import dev.easel.kernels.onednn.OneDnnConvolution;
import dev.easel.kernels.onednn.OneDnnLinear;
import dev.easel.kernels.tuning.ConvolutionAlgorithm;
import dev.easel.kernels.tuning.Factors;
import dev.easel.kernels.tuning.KernelPins;
import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.KernelSettings;
import dev.easel.tensor.LayerKernels;
import dev.easel.tensor.LinearKernel;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Rng;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.tensor.WeightFormat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Weights in every form give what LibTorch gives with plain ones. */
@Tag("slow")
class CpuKernelsTest {
    private static final double CLOSE = 1e-4;

    private static final LayerKernels KERNELS =
            new CpuKernels(
                    KernelSettings.none(),
                    new KernelPins(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(ConvolutionAlgorithm.DIRECT),
                            Optional.of(Factors.BYTES)));

    /** Values of an activation in bfloat16 that are rounded to bytes at once. */
    private static final long ROUNDED_AT_ONCE = 1 << 19;

    /** Of the largest value; two roundings to 8 bits among sums of many terms. */
    private static final double CLOSE_IN_INT8 = 0.03;

    @ParameterizedTest
    @MethodSource("seeds")
    void aPackedLinearLayerIsALinearLayer(long seed) {
        var random = new Random(seed);
        int rows = random.nextInt(1, 150);
        int in = random.nextInt(1, 100);
        int out = random.nextInt(1, 100);
        boolean biased = random.nextBoolean();
        var kind = kind(random);
        try (var _ = TensorScope.open()) {
            for (var dtype : List.of(DType.F32, DType.BF16)) {
                Tensor x = random(Shape.of(2, rows, in)).to(dtype);
                Tensor weight = random(Shape.of(out, in)).to(dtype);
                Optional<Tensor> bias =
                        biased ? Optional.of(random(Shape.of(out)).to(dtype)) : Optional.empty();
                var epilogue = epilogue(kind, Shape.of(2, rows, out), t -> t.to(dtype));
                var packed = linear(weight, WeightFormat.FLOAT);
                assumeThat(packed).isInstanceOf(OneDnnLinear.class);

                assertIsClose(
                        packed.multiply(x, bias, epilogue),
                        plain(weight).multiply(x, bias, epilogue));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aPackedConvolutionIsAConvolution(long seed) {
        var random = new Random(seed);
        int side = random.nextInt(1, 40);
        int in = random.nextInt(1, 40);
        int out = random.nextInt(1, 40);
        int stride = random.nextInt(1, 3);
        var kind = kind(random);
        try (var _ = TensorScope.open()) {
            for (var dtype : List.of(DType.F32, DType.BF16)) {
                Tensor x = random(Shape.of(2, in, side, side)).to(dtype).channelsLast();
                Tensor weight = random(Shape.of(out, in, 3, 3)).to(dtype);
                var bias = Optional.of(random(Shape.of(out)).to(dtype));
                var geometry = new Geometry(stride, 1);
                var plain = plain(weight.channelsLast(), geometry);
                var shape = plain.convolve(x, bias, Epilogue.none()).shape();
                var epilogue = epilogue(kind, shape, t -> t.to(dtype));
                var packed = convolution(weight, geometry, WeightFormat.FLOAT);
                assumeThat(packed).isInstanceOf(OneDnnConvolution.class);

                assertIsClose(
                        packed.convolve(x, bias, epilogue), plain.convolve(x, bias, epilogue));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aPackedConvolutionTakesMapsOfAllSizesInTurn(long seed) {
        var random = new Random(seed);
        var dtype = random.nextBoolean() ? DType.BF16 : DType.F32;
        var geometry = new Geometry(random.nextInt(1, 3), 1);
        try (var _ = TensorScope.open()) {
            // So many channels are packed otherwise for small maps.
            Tensor weight = random(Shape.of(192, 16, 3, 3)).mul(0.1).to(dtype);
            var plain = plain(weight.channelsLast(), geometry);
            var packed = convolution(weight, geometry, WeightFormat.FLOAT);

            for (int i = 0; i < 3; i++) {
                int side = random.nextInt(1, 40);
                Tensor x = random(Shape.of(2, 16, side, side)).to(dtype).channelsLast();
                assertIsClose(
                        packed.convolve(x, Optional.empty(), Epilogue.none()),
                        plain.convolve(x, Optional.empty(), Epilogue.none()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aConvolutionOntoATensorIsTheirSumInItsMemory(long seed) {
        var random = new Random(seed);
        int side = random.nextInt(3, 40);
        int in = random.nextInt(1, 40);
        int out = random.nextInt(1, 40);
        var dtype = random.nextBoolean() ? DType.BF16 : DType.F32;
        var geometry = new Geometry(1, 1);
        try (var _ = TensorScope.open()) {
            Tensor x = random(Shape.of(2, in, side, side)).to(dtype).channelsLast();
            Tensor weight = random(Shape.of(out, in, 3, 3)).to(dtype);
            var bias = Optional.of(random(Shape.of(out)).to(dtype));
            var plain = plain(weight.channelsLast(), geometry);
            for (var form : List.of(plain, convolution(weight, geometry, WeightFormat.FLOAT))) {
                Tensor other = like(Shape.of(2, out, side, side)).to(dtype);
                Tensor sum = plain.convolve(x, bias, Epilogue.plus(other));

                Tensor found = form.convolve(x, bias, Epilogue.onto(other));

                assertIsClose(found, sum);
                assertThat(found.sameAs(other)).isTrue();
                assertThat(found.value().data_ptr()).isEqualTo(other.value().data_ptr());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aConvolutionOfBytesTakesMapsOfAllSizesInTurn(long seed) {
        var random = new Random(seed);
        var geometry = new Geometry(random.nextInt(1, 3), 1);
        assumeThat(KERNELS.supports(WeightFormat.INT8)).isTrue();
        try (var _ = TensorScope.open()) {
            Tensor weight = random(Shape.of(192, 64, 3, 3)).mul(0.1);
            var plain = plain(weight.channelsLast(), geometry);
            var bytes = convolution(weight, geometry, WeightFormat.INT8);

            for (int i = 0; i < 3; i++) {
                int side = random.nextInt(1, 40);
                Tensor x = random(Shape.of(2, 64, side, side)).channelsLast();
                Tensor exact = plain.convolve(x, Optional.empty(), Epilogue.none());
                assertIsCloseInInt8(
                        bytes.convolve(x, Optional.empty(), Epilogue.none()), exact, exact);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eightBitsAreCloseInALinearLayer(long seed) {
        var random = new Random(seed);
        int rows = random.nextInt(1, 150);
        int in = random.nextInt(1, 100);
        int out = random.nextInt(1, 100);
        boolean bf16 = random.nextBoolean();
        var kind = kind(random);
        assumeThat(KERNELS.supports(WeightFormat.INT8)).isTrue();
        Function<Tensor, Tensor> rounded = t -> bf16 ? t.to(DType.BF16) : t;
        try (var _ = TensorScope.open()) {
            Tensor x = rounded.apply(Ops.silu(random(Shape.of(2, rows, in))));
            Tensor weight = random(Shape.of(out, in));
            var bias = Optional.of(rounded.apply(random(Shape.of(out))));
            Tensor exact = plain(rounded.apply(weight)).multiply(x, bias, Epilogue.none());
            var epilogue = epilogue(kind, exact.shape(), rounded);

            Tensor found = linear(weight, WeightFormat.INT8).multiply(x, bias, epilogue);

            assertThat(found.dtype()).isEqualTo(x.dtype());
            assertIsCloseInInt8(found, epilogue.after(exact), exact);
        }
    }

    @Test
    void whatIsRoundedInSeveralPiecesIsAsClose() {
        assumeThat(KERNELS.supports(WeightFormat.INT8)).isTrue();
        try (var _ = TensorScope.open()) {
            // The last piece has few rows.
            Tensor x = random(Shape.of(2, ROUNDED_AT_ONCE / 64 + 3, 64)).to(DType.BF16);
            Tensor weight = random(Shape.of(5, 64));
            Tensor exact =
                    plain(weight.to(DType.BF16)).multiply(x, Optional.empty(), Epilogue.none());

            Tensor found =
                    linear(weight, WeightFormat.INT8)
                            .multiply(x, Optional.empty(), Epilogue.none());

            assertIsCloseInInt8(found, exact, exact);
        }
    }

    @Test
    void aGateOpensWhatAnotherLayerLetsIn() {
        try (var _ = TensorScope.open()) {
            Tensor x = random(Shape.of(2, 7, 24)).to(DType.BF16);
            Tensor weight = random(Shape.of(16, 24)).to(DType.BF16);
            var bias = Optional.of(random(Shape.of(16)).to(DType.BF16));
            var forms = formsOf(weight);
            for (var value : forms) {
                for (var gate : forms) {
                    Tensor open = gate.multiply(x, bias, Epilogue.gelu());
                    Tensor expected = value.multiply(x, Optional.empty(), Epilogue.times(open));

                    Tensor found = value.multiplyGated(x, Optional.empty(), gate, bias);

                    assertThat(found.sameAs(expected)).isTrue();
                }
            }
        }
    }

    private static List<LinearKernel> formsOf(Tensor weight) {
        Stream<LinearKernel> floats = Stream.of(plain(weight), linear(weight, WeightFormat.FLOAT));
        Stream<LinearKernel> bytes =
                KERNELS.supports(WeightFormat.INT8)
                        ? Stream.of(linear(weight, WeightFormat.INT8))
                        : Stream.empty();
        return Stream.concat(floats, bytes).toList();
    }

    @Test
    void nanPropagatesInEightBits() {
        assumeThat(KERNELS.supports(WeightFormat.INT8)).isTrue();
        try (var _ = TensorScope.open()) {
            Tensor weight = random(Shape.of(8, 8));
            var linear = linear(weight, WeightFormat.INT8);
            var convolution =
                    convolution(weight.reshape(8, 8, 1, 1), new Geometry(1, 0), WeightFormat.INT8);
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
                for (var dtype : List.of(DType.F32, DType.BF16)) {
                    Tensor x = random(Shape.of(8, 8)).add(bad).to(dtype);
                    Tensor map = x.reshape(1, 8, 2, 4);
                    var none = Epilogue.none();
                    assertThat(linear.multiply(x, Optional.empty(), none).isFinite()).isFalse();
                    assertThat(convolution.convolve(map, Optional.empty(), none).isFinite())
                            .isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eightBitsAreCloseInAConvolution(long seed) {
        var random = new Random(seed);
        int side = random.nextInt(3, 40);
        int in = random.nextInt(1, 40);
        int out = random.nextInt(1, 40);
        int stride = random.nextInt(1, 3);
        boolean bf16 = random.nextBoolean();
        assumeThat(KERNELS.supports(WeightFormat.INT8)).isTrue();
        Function<Tensor, Tensor> rounded = t -> bf16 ? t.to(DType.BF16) : t;
        try (var _ = TensorScope.open()) {
            Tensor x = rounded.apply(random(Shape.of(2, in, side, side + 1)).channelsLast());
            Tensor weight = random(Shape.of(out, in, 3, 3));
            var bias = Optional.of(rounded.apply(random(Shape.of(out))));
            var geometry = new Geometry(stride, 1);
            Tensor exact =
                    plain(rounded.apply(weight), geometry).convolve(x, bias, Epilogue.none());

            Tensor found =
                    convolution(weight, geometry, WeightFormat.INT8)
                            .convolve(x, bias, Epilogue.none());

            assertThat(found.dtype()).isEqualTo(x.dtype());
            assertIsCloseInInt8(found, exact, exact);
        }
    }

    @Test
    void plainKernelsDoNotComputeWithEightBits() {
        try (var _ = TensorScope.open()) {
            var plain = LayerKernels.plain();
            Tensor weight = random(Shape.of(8, 8));
            assertThat(plain.supports(WeightFormat.INT8)).isFalse();
            assertThatThrownBy(() -> plain.linear(weight, WeightFormat.INT8, Footprint.FAST))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void aProviderOfTheClassPathIsFound() {
        assertThat(LayerKernels.best(Device.CPU, KernelSettings.none()))
                .isInstanceOf(CpuKernels.class);
    }

    @Test
    void integersAreNotPacked() {
        try (var _ = TensorScope.open()) {
            Tensor weight = Tensor.zeros(Shape.of(3, 3), DType.I64, Device.CPU);
            assertThat(OneDnn.packs(weight.dtype())).isFalse();
        }
    }

    /** In bfloat16 a value has 8 bits, and plain kernels round between product and epilogue. */
    private static void assertIsClose(Tensor found, Tensor expected) {
        assertThat(found.dtype()).isEqualTo(expected.dtype());
        double relative = found.dtype() == DType.BF16 ? 0.02 : CLOSE;
        assertThatTensor(found.to(DType.F32))
                .isCloseTo(expected.to(DType.F32), relative * Math.max(1, largest(expected)));
    }

    /** The epilogue may enlarge the error of the product by as much as by the largest factor. */
    private static void assertIsCloseInInt8(Tensor found, Tensor expected, Tensor product) {
        double largest = largest(product) * 4;
        assertThatTensor(found.to(DType.F32))
                .isCloseTo(expected.to(DType.F32), Math.max(largest * CLOSE_IN_INT8, 0.05));
    }

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    private static Epilogue.Kind kind(Random random) {
        var kinds = EnumSet.complementOf(EnumSet.of(Epilogue.Kind.ONTO)); // it has a test
        return List.copyOf(kinds).get(random.nextInt(kinds.size()));
    }

    private static double largest(Tensor x) {
        return Math.max(x.to(DType.F32).max().item(), -x.to(DType.F32).min().item());
    }

    private static LinearKernel linear(Tensor weight, WeightFormat format) {
        return KERNELS.linear(weight, format, Footprint.FAST);
    }

    private static ConvolutionKernel convolution(
            Tensor weight, Geometry geometry, WeightFormat format) {
        return KERNELS.convolution(weight, geometry, format, Footprint.FAST);
    }

    private static ConvolutionKernel plain(Tensor weight, Geometry geometry) {
        return LayerKernels.plain()
                .convolution(weight, geometry, WeightFormat.FLOAT, Footprint.FAST);
    }

    private static LinearKernel plain(Tensor weight) {
        return LayerKernels.plain().linear(weight, WeightFormat.FLOAT, Footprint.FAST);
    }

    private static Epilogue epilogue(
            Epilogue.Kind kind, Shape result, Function<Tensor, Tensor> rounded) {
        return switch (kind) {
            case NONE -> Epilogue.none();
            case GELU -> Epilogue.gelu();
            case PLUS -> Epilogue.plus(rounded.apply(like(result)));
            case ONTO -> Epilogue.onto(rounded.apply(like(result)));
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
