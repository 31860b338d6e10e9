package dev.easel.microbench;

import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.RandomWeights;
import dev.easel.checkpoint.Weights;
import dev.easel.model.Precision;
import dev.easel.pipeline.DeviceKernels;
import dev.easel.tensor.Device;
import dev.easel.tensor.Rng;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One layer with random weights on the CPU, called again and again. A subclass has a parameter
 * {@code shape}, whose values are sizes of real models, and makes the layer and its input of it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Deasel.process=tuned")
public abstract class LayerBenchmark {
    /** Of weights and input. */
    @Param({"F32", "BF16", "INT8"})
    public Precision precision;

    private ParameterStore store;
    private TensorScope scope;
    private Work work;

    /**
     * What is measured.
     *
     * @param flop floating-point operations of a call, a multiply-add being two; 0 where there are
     *     hardly any, so that only the time tells something
     */
    public record Work(double flop, Supplier<Tensor> call) {}

    /** {@return the work on an input that is ready} */
    protected abstract Work make(Weights weights);

    @Setup
    public void open() {
        store = new ParameterStore();
        scope = TensorScope.open();
        var placement = precision.placement(Device.CPU, DeviceKernels.best(Device.CPU));
        work = make(Weights.of(new RandomWeights(key -> true), store, placement));
        Gflops.setFlop(work.flop());
    }

    @Benchmark
    public void forward() {
        try (var _ = TensorScope.open()) {
            var _ = work.call().get();
        }
    }

    @TearDown
    public void close() {
        scope.close();
        store.close();
    }

    /** {@return an input of random values} */
    protected final Tensor input(int... sizes) {
        return TensorScope.returning(() -> {
            try (var rng = Rng.seeded(0)) {
                var shape = Shape.of(Arrays.stream(sizes).asLongStream().toArray());
                return rng.normal(shape).to(precision.dtype(Device.CPU));
            }
        });
    }

    /**
     * {@return a feature map whose channels are innermost in memory, as everywhere in a network}
     */
    protected final Tensor map(int batch, int channels, int height, int width) {
        return TensorScope.returning(() -> input(batch, channels, height, width).channelsLast());
    }

    /** {@return the numbers of a shape such as {@code 2x4096x640}} */
    protected static int[] sizes(String shape) {
        return Arrays.stream(shape.split("x", -1)).mapToInt(Integer::parseInt).toArray();
    }
}
