package dev.easel.pipeline;

import dev.easel.image.Recipe;
import dev.easel.image.RgbImage;
import dev.easel.model.DiffusionModel;
import dev.easel.model.ModelFolder;
import dev.easel.model.ModelLoader;
import dev.easel.tensor.DeviceMemoryException;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The front door: a loaded model that makes pictures.
 *
 * <pre>{@code
 * try (var generator = ImageGenerator.embedded()) {
 *     var picture = generator.generate(TextToImage.of("a red fox")).getFirst();
 *     picture.write(Path.of("fox.png"));
 * }
 * }</pre>
 *
 * <p>Any number of threads may generate at the same time; they share the model and the processor.
 * It holds the model's weights until it is closed, which waits for the pictures that are being
 * made.
 */
public final class ImageGenerator implements AutoCloseable {
    /** Seeds that are drawn stay within what every client can hold. */
    private static final long DRAWN_SEEDS = 1L << 32;

    private final DiffusionModel model;
    private final StableDiffusionPipeline pipeline;
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
    private boolean closed;

    private ImageGenerator(DiffusionModel model) {
        this.model = model;
        this.pipeline = new StableDiffusionPipeline(model);
    }

    /** {@return a generator with the embedded model, easel-mini} */
    public static ImageGenerator embedded() {
        return embedded(GeneratorOptions.defaults());
    }

    /**
     * {@return a generator with the embedded model, easel-mini}
     *
     * @throws dev.easel.checkpoint.CheckpointException where it cannot be unpacked into the user's
     *     cache
     */
    public static ImageGenerator embedded(GeneratorOptions options) {
        return load(ModelFolder.embedded(), options);
    }

    /** {@return a generator with the model in a folder in diffusers' layout} */
    public static ImageGenerator open(Path folder) {
        return open(folder, GeneratorOptions.defaults());
    }

    /**
     * {@return a generator with the model in a folder in diffusers' layout}
     *
     * @throws dev.easel.checkpoint.CheckpointException where a file is missing or broken, or the
     *     model is none that the engine knows
     * @throws DeviceMemoryException where the weights do not fit
     */
    public static ImageGenerator open(Path folder, GeneratorOptions options) {
        return load(ModelFolder.open(folder), options);
    }

    /** {@return a generator with a model that was put together elsewhere, and closes it} */
    public static ImageGenerator of(DiffusionModel model) {
        return new ImageGenerator(model);
    }

    private static ImageGenerator load(ModelFolder folder, GeneratorOptions options) {
        try {
            return new ImageGenerator(
                    ModelLoader.load(folder, options.precision(), options.device()));
        } catch (RuntimeException e) {
            throw DeviceMemoryException.explain(e);
        }
    }

    public String modelName() {
        return model.name();
    }

    /** {@return the bytes that the model's weights take} */
    public long modelBytes() {
        return model.bytes();
    }

    /** As {@link #generate(TextToImage, StepListener)}, with nobody listening. */
    public List<GeneratedImage> generate(TextToImage request) {
        return generate(request, StepListener.NONE);
    }

    /**
     * {@return the pictures, {@code request.number()} of them} Picture i is made from the request's
     * seed + i, and is the same, to the bit, as when it is made alone.
     *
     * @param listener called after each step, on this thread
     * @throws IllegalArgumentException where the model cannot make pictures of the size
     * @throws java.util.concurrent.CancellationException where the listener throws it
     * @throws DeviceMemoryException where memory runs out
     * @throws IllegalStateException where this generator is closed
     */
    public List<GeneratedImage> generate(TextToImage request, StepListener listener) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the generator is closed");
            }
            List<Long> seeds = seeds(request);
            var images = pipeline.generate(request, seeds, listener);
            return IntStream.range(0, seeds.size())
                    .mapToObj(i -> generated(request, images.get(i), seeds.get(i)))
                    .toList();
        } catch (RuntimeException e) {
            throw DeviceMemoryException.explain(e);
        } finally {
            open.readLock().unlock();
        }
    }

    /**
     * Frees the model once the pictures that other threads are making are done.
     *
     * @throws IllegalStateException where a listener calls it, which would wait for itself
     */
    @Override
    public void close() {
        if (open.getReadHoldCount() > 0) {
            throw new IllegalStateException(
                    "a generator cannot be closed by the listener of its own picture");
        }
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                model.close();
            }
        } finally {
            open.writeLock().unlock();
        }
    }

    private static List<Long> seeds(TextToImage request) {
        long first = request.sampling().seed().orElseGet(ImageGenerator::drawSeed);
        return LongStream.range(first, first + request.number()).boxed().toList();
    }

    private static long drawSeed() {
        return ThreadLocalRandom.current().nextLong(1, DRAWN_SEEDS);
    }

    private GeneratedImage generated(TextToImage request, RgbImage image, long seed) {
        var sampling = request.sampling();
        var recipe =
                new Recipe(
                        request.prompt(),
                        request.negativePrompt().orElse(""),
                        sampling.steps(),
                        sampling.sampler().displayName(),
                        sampling.guidanceScale(),
                        seed,
                        image.width(),
                        image.height(),
                        model.name(),
                        version());
        return new GeneratedImage(image, seed, recipe);
    }

    private static String version() {
        return Optional.ofNullable(ImageGenerator.class.getPackage().getImplementationVersion())
                .map(version -> "easel " + version)
                .orElse("easel");
    }
}
