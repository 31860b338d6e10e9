package dev.easel.bench;

import dev.easel.bench.BenchmarkReport.Stage;
import dev.easel.model.Backbone;
import dev.easel.model.Conditioning;
import dev.easel.model.LoadedModel;
import dev.easel.model.Precision;
import dev.easel.model.RunOptions;
import dev.easel.nn.Flops;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.ImageSize;
import dev.easel.pipeline.TextToImage;
import dev.easel.tensor.ComputeThreads;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.Profile;
import dev.easel.tensor.Rng;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.tensor.WeightFormat;
import dev.easel.text.Prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/** Measures the stages of a picture with one model; each to warm up, then for the record. */
public final class Benchmark {
    private static final double MIDDLE_TIMESTEP = 500;
    private static final int LARGEST_MATMUL = 4096;
    private static final double LONG_ENOUGH_SECONDS = 0.1;
    private static final int LEAST_REPEATS = 3;

    private final ImageGenerator generator;
    private final LoadedModel model;
    private final TextToImage request;
    private final Effort effort;
    private final Consumer<String> listener;
    private final LongSupplier nanoseconds;

    /**
     * @param nanoseconds the clock
     */
    Benchmark(
            ImageGenerator generator,
            TextToImage request,
            Effort effort,
            Consumer<String> listener,
            LongSupplier nanoseconds) {
        this.generator = generator;
        this.model = generator.model();
        this.request = request.withDefaults(generator.defaults());
        this.effort = effort;
        this.listener = listener;
        this.nanoseconds = nanoseconds;
    }

    /**
     * How much is measured.
     *
     * @param warmUpSeconds for which calls of a stage are made that do not count
     * @param repeats of those that do
     */
    record Effort(double warmUpSeconds, int repeats) {}

    /**
     * {@return what was measured}
     *
     * @param generator of the model, stays open
     * @param request the whole picture; the stages have its sizes
     * @param warmUp how long calls of a stage are made that do not count, while java compiles what
     *     they do; one is always made
     * @param repeats of each measurement, at least 1, of the whole picture as many as warming up
     *     would last, at most; the median counts
     * @param listener called before each piece of work, with its name; what it throws ends the
     *     measurement
     * @throws IllegalArgumentException where the model cannot make pictures of the size
     */
    public static BenchmarkReport run(
            ImageGenerator generator,
            TextToImage request,
            Duration warmUp,
            int repeats,
            Consumer<String> listener) {
        try (var _ = TensorScope.open()) {
            var effort = new Effort(warmUp.toNanos() / 1e9, repeats);
            return new Benchmark(generator, request, effort, listener, System::nanoTime).run();
        }
    }

    /**
     * {@return where the time of one UNet call and one VAE decoding goes, by layer, see {@link
     * Profile#of}}
     *
     * @param generator of the model, stays open
     * @param request of which the size counts
     * @param listener called before each piece of work, with its name; what it throws ends the work
     * @throws IllegalArgumentException where the model cannot make pictures of the size
     */
    public static Map<List<String>, Profile.Cost> profile(
            ImageGenerator generator, TextToImage request, Consumer<String> listener) {
        try (var _ = TensorScope.open()) {
            var effort = new Effort(0, 1);
            return new Benchmark(generator, request, effort, listener, System::nanoTime).profile();
        }
    }

    private Map<List<String>, Profile.Cost> profile() {
        requireFit();
        var costs = new HashMap<List<String>, Profile.Cost>();
        var conditioning = conditioning();
        costs.putAll(model.backbone().use(network -> profile(predictions(network, conditioning))));
        costs.putAll(profile(decodings()));
        return costs;
    }

    private Map<List<String>, Profile.Cost> profile(Supplier<Tensor> work) {
        listener.accept("layers");
        seconds(work);
        return Profile.of(() -> seconds(work));
    }

    /** {@return what {@link #run(ImageGenerator, TextToImage, Duration, int, Consumer)} does} */
    BenchmarkReport run() {
        requireFit();
        double matmul = matmulGflops();
        var conditioning = conditioning();
        int tokens = Math.toIntExact(conditioning.context().size(1));
        var size = size();
        var flops = model.design().flops(size.width(), size.height(), tokens, isGuided());
        var text = measure("text encoding", flops.text(), () -> conditioning().context());
        var unet =
                model.backbone()
                        .use(network ->
                                measure(
                                        "UNet call",
                                        flops.prediction(),
                                        predictions(network, conditioning)));
        model.device().returnFreeMemory(); // as a large picture does here
        var decode = measure("VAE decoding", flops.decoding(), decodings());
        model.device().returnFreeMemory();
        double aroundSteps = text.seconds() + decode.seconds();
        warmUpPicture(aroundSteps + unet.seconds());
        int steps = request.sampling().settled().steps();
        var picture =
                wholePicture(
                        aroundSteps + steps * unet.seconds(),
                        text.flop() + flops.preparation() + steps * unet.flop() + decode.flop());
        return new BenchmarkReport(
                model.name(),
                request,
                isGuided(),
                model.device(),
                ComputeThreads.get(),
                model.precision(),
                model.bytes(),
                matmul,
                List.of(text, unet, decode, picture),
                peakMemory());
    }

    private ImageSize size() {
        return ImageSize.of(request);
    }

    private void requireFit() {
        requireFit("width", size().width());
        requireFit("height", size().height());
    }

    private void requireFit(String name, int value) {
        int factor = model.design().latentFactor();
        if (value % factor != 0) {
            throw new IllegalArgumentException(
                    "%s must be a multiple of %d, got %d".formatted(name, factor, value));
        }
    }

    private boolean isGuided() {
        return request.sampling().settled().isGuided(model.design());
    }

    /** {@return what the network is told: the guided pair, or without guidance the prompt} */
    private Conditioning conditioning() {
        var size = size();
        return model.text()
                .use(text -> text.encode(Prompt.of(request.prompt(), "")))
                .conditioning(isGuided(), size.width(), size.height());
    }

    /** Calls as each step of a picture makes them: the text's keys and values are ready. */
    private Supplier<Tensor> predictions(Backbone network, Conditioning conditioning) {
        Tensor sample = normal(latents());
        double merged = request.sampling().shortcuts().tokenMerging();
        var run = network.prepare(conditioning).run(RunOptions.none().withTokenMerging(merged));
        return () -> run.predict(sample, MIDDLE_TIMESTEP); // caches nothing, so is not closed
    }

    private Supplier<Tensor> decodings() {
        Tensor latents = normal(latents());
        return () -> model.codec().use(codec -> codec.decode(latents));
    }

    /**
     * Draws pictures of one step for what is around the stages; where one takes long, that is
     * little of it, and none is drawn.
     */
    private void warmUpPicture(double secondsOfOne) {
        for (double passed = secondsOfOne; passed < effort.warmUpSeconds; passed += secondsOfOne) {
            generator.generate(request.withSteps(1), _ -> listener.accept("picture"));
        }
    }

    /** As often as warming up would last, once at least: its parts are warm, and it takes long. */
    private Stage wholePicture(double expectedSeconds, double flop) {
        String name = "picture, %d steps".formatted(request.sampling().settled().steps());
        int count = (int) Math.clamp(effort.warmUpSeconds / expectedSeconds, 1, effort.repeats);
        Runnable picture = () -> generator.generate(request, _ -> listener.accept(name));
        return stage(name, flop, count, () -> timed(picture));
    }

    private Shape latents() {
        int factor = model.design().latentFactor();
        return Shape.of(
                1,
                model.design().latentChannels(),
                size().height() / factor,
                size().width() / factor);
    }

    /**
     * The most that any call reaches: linear layers and convolutions are made by different kernels,
     * and which size is the fastest depends on the caches. Sizes end where one takes its time: a
     * type that the processor does not compute natively can be a thousand times slower than
     * another.
     */
    private double matmulGflops() {
        double most = 0;
        double seconds = 0;
        for (int size = 256; size <= LARGEST_MATMUL && seconds < LONG_ENOUGH_SECONDS; size *= 2) {
            try (var _ = TensorScope.open()) { // what comes next has no use for them
                for (var product : List.of(matmul(size), pointwise(size))) {
                    seconds = least(product);
                    most = Math.max(most, Flops.linear(size, size, size) / seconds / 1e9);
                }
            }
        }
        return most;
    }

    private double least(Supplier<Tensor> product) {
        listener.accept("matrix product");
        return DoubleStream.generate(() -> seconds(product))
                .limit(Math.max(effort.repeats, LEAST_REPEATS))
                .min()
                .orElseThrow();
    }

    private Supplier<Tensor> matmul(int size) {
        Tensor square = normal(Shape.of(size, size)).to(model.dtype());
        boolean int8 = model.precision() == Precision.INT8;
        var format = int8 ? WeightFormat.INT8 : WeightFormat.FLOAT;
        var weight = model.kernels().linear(square, format, Footprint.COMPACT);
        return () -> weight.multiply(square, Optional.empty(), Epilogue.none());
    }

    /** The same product as a 1x1 convolution over {@code size} pixels. */
    private Supplier<Tensor> pointwise(int size) {
        var dtype = model.dtype();
        Tensor pixels = normal(Shape.of(1, size, size, 1)).to(dtype).channelsLast();
        Tensor square = normal(Shape.of(size, size, 1, 1)).to(dtype);
        var weight =
                model.kernels()
                        .convolution(
                                square, new Geometry(1, 0), WeightFormat.FLOAT, Footprint.FAST);
        return () -> weight.convolve(pixels, Optional.empty(), Epilogue.none());
    }

    private Tensor normal(Shape shape) {
        try (var rng = Rng.seeded(0)) {
            return rng.normal(shape).to(model.device());
        }
    }

    private Stage measure(String name, double flop, Supplier<Tensor> work) {
        // In one turn: its threads wait for the next call, as nobody else computes.
        return model.turns()
                .inTurn(() -> {
                    warmUp(name, work);
                    return stage(name, flop, effort.repeats, () -> seconds(work));
                });
    }

    /** The median of some measurements counts. */
    private Stage stage(String name, double flop, int count, DoubleSupplier measurement) {
        double[] found =
                DoubleStream.generate(
                                () -> {
                                    listener.accept(name);
                                    return measurement.getAsDouble();
                                })
                        .limit(count)
                        .sorted()
                        .toArray();
        int middle = count / 2;
        double median = count % 2 == 1 ? found[middle] : (found[middle - 1] + found[middle]) / 2;
        return new Stage(name, median, flop);
    }

    private void warmUp(String name, Supplier<Tensor> work) {
        double passed = 0;
        do {
            listener.accept(name);
            passed += seconds(work);
        } while (passed < effort.warmUpSeconds);
    }

    private double seconds(Supplier<Tensor> work) {
        try (var _ = TensorScope.open()) {
            // A device that works on its own is done only when a value is asked for.
            return timed(() -> work.get().narrow(0, 0, 1).mean().item());
        }
    }

    /** {@return the seconds that some work takes} */
    private double timed(Runnable work) {
        long start = nanoseconds.getAsLong();
        work.run();
        return (nanoseconds.getAsLong() - start) / 1e9;
    }

    /** Linux tells the most that was resident, in kB. */
    private static OptionalLong peakMemory() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
