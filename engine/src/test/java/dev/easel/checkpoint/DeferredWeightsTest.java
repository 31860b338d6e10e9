package dev.easel.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.easel.checkpoint.Weights.Placement;
import dev.easel.golden.Golden;
import dev.easel.golden.SafetensorsWriter;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.LinearKernel;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

class DeferredWeightsTest {
    private static final Shape MATRIX = Shape.of(2, 2);

    @TempDir private Path folder;
    private final ParameterStore store = new ParameterStore();
    private CountingSource source;
    private Weights weights;

    @BeforeEach
    void write() {
        Path path = folder.resolve("w.safetensors");
        try (var _ = TensorScope.open()) {
            SafetensorsWriter.write(
                    path,
                    Map.of(
                            "fine", matrix(1, 2, 3, 4),
                            "broken", matrix(1, Float.NaN, 3, 4),
                            "kernel", matrix(1, 2, 3, 4).reshape(2, 2, 1, 1)));
        }
        source = new CountingSource(SafetensorsFile.open(path));
        weights =
                Weights.deferred(
                        store.own(source),
                        store,
                        new Placement(DType.F32, Device.CPU, Golden.kernels()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void nothingOfAWeightIsReadBeforeTheFirstCallAndAllOfItOnce() {
        var layer = weights.linear("fine", MATRIX);
        assertThat(source.reads).hasValue(0);
        assertThat(multiplied(layer)).containsExactly(3, 7);
        assertThat(multiplied(layer)).containsExactly(3, 7);
        assertThat(source.reads).hasValue(1);
    }

    @Test
    void whatIsMadeWithinAScopeOutlivesIt() {
        var layer = weights.linear("fine", MATRIX);
        var convolution = weights.convolution("kernel", Shape.of(2, 2, 1, 1), new Geometry(1, 0));
        try (var _ = TensorScope.open()) {
            var map = Tensor.of(new float[] {1, 1}, Shape.of(1, 2, 1, 1)).channelsLast();
            for (int i = 0; i < 2; i++) {
                try (var _ = TensorScope.open()) {
                    assertThat(multiplied(layer)).containsExactly(3, 7);
                    var convolved = convolution.convolve(map, Optional.empty(), Epilogue.none());
                    assertThat(convolved.toFloats()).containsExactly(3, 7);
                }
            }
        }
    }

    @Test
    void bothHalvesAreMadeOfOneReading() {
        var halves = weights.linearHalves("fine", MATRIX);
        try (var _ = TensorScope.open()) {
            var gated =
                    halves.getFirst()
                            .multiplyGated(
                                    ones(), Optional.empty(), halves.getLast(), Optional.empty());
            assertThat(gated.item()).isCloseTo(21, within(1e-3));
        }
        assertThat(source.reads).hasValue(1);
    }

    @Test
    void threadsThatCallALayerForTheFirstTimeTogetherReadItOnce() throws Exception {
        var layer = weights.linear("fine", MATRIX);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var calls =
                    threads.invokeAll(
                            Stream.generate(() -> (Callable<float[]>) () -> multiplied(layer))
                                    .limit(16)
                                    .toList());
            for (var call : calls) {
                assertThat(call.get()).containsExactly(3, 7);
            }
        }
        assertThat(source.reads).hasValue(1);
    }

    @Test
    void headersAreCheckedAtOnceAndNumbersAtEachFirstCall() {
        assertThatThrownBy(() -> weights.linear("missing", MATRIX))
                .isInstanceOf(CheckpointException.class)
                .hasMessageEndingWith("the tensor missing [2, 2] is missing");
        assertThatThrownBy(() -> weights.linearHalves("fine", Shape.of(4, 2)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageEndingWith("fine has the shape [2, 2]; expected [4, 2]");
        var broken = weights.linear("broken", MATRIX);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> multiplied(broken))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageEndingWith("the tensor broken holds NaN or infinity as F32");
        }
    }

    @Test
    void whatWillBeReadCountsAsTakenAndIsCountedOnce() {
        var layer = weights.linear("fine", MATRIX);
        assertThat(store.bytes()).isEqualTo(16);
        multiplied(layer);
        assertThat(store.bytes()).isEqualTo(16);
    }

    @Test
    void whatWasNeverCalledIsFreedWithTheRestAndCannotBeCalledThen() {
        var called = weights.linear("fine", MATRIX);
        var idle = weights.linear(List.of("fine", "fine"), MATRIX);
        multiplied(called);
        store.close();
        assertThat(source.closed).isTrue();
        assertThat(store.bytes()).isZero();
        assertThatThrownBy(() -> multiplied(idle)).isInstanceOf(IllegalStateException.class);
    }

    private static float[] multiplied(LinearKernel layer) {
        try (var _ = TensorScope.open()) {
            return layer.multiply(ones(), Optional.empty(), Epilogue.none()).toFloats();
        }
    }

    private static Tensor ones() {
        return Tensor.of(new float[] {1, 1}, Shape.of(1, 2));
    }

    private static Tensor matrix(float... values) {
        return Tensor.of(values, MATRIX);
    }

    /** Counts how often a tensor is read. */
    private record CountingSource(WeightSource source, AtomicInteger reads, AtomicBoolean closed)
            implements WeightSource {
        CountingSource(WeightSource source) {
            this(source, new AtomicInteger(), new AtomicBoolean());
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public Set<String> keys() {
            return source.keys();
        }

        @Override
        public boolean has(String key) {
            return source.has(key);
        }

        @Override
        public Shape shape(String key, Shape expected) {
            return source.shape(key, expected);
        }

        @Override
        public Tensor read(String key, Shape shape, DType dtype, Device device) {
            reads.incrementAndGet();
            return source.read(key, shape, dtype, device);
        }

        @Override
        public void close() {
            closed.set(true);
            source.close();
        }
    }
}
