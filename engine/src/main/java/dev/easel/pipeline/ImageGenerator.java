package dev.easel.pipeline;

import dev.easel.catalog.ModelPlace;
import dev.easel.checkpoint.layout.ModelFiles;
import dev.easel.family.ModelFamily;
import dev.easel.model.LoadedModel;
import dev.easel.model.Offload;
import dev.easel.model.Precision;
import dev.easel.pictures.RgbImage;
import dev.easel.sampling.FewSteps;
import dev.easel.tensor.DeviceMemoryException;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

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
 * <p>Any number of threads, virtual ones too, may generate at the same time; they share the model
 * and the processor, and their pictures have the same bits as those made alone. It holds the
 * model's weights until it is closed, which waits for the pictures that are being made.
 */
public final class ImageGenerator implements AutoCloseable {
    /** Random seeds stay within what every client can hold. */
    private static final long RANDOM_SEEDS = 1L << 32;

    private final LoadedModel model;
    private final AdaptedModels adapted;
    private final Optional<NamedLoras> loras;
    private final Previews previews;
    private final ModelDefaults defaults;
    private final ModelHash hash;
    private final Lifetime lifetime = new Lifetime("the generator");

    private ImageGenerator(
            LoadedModel model,
            ModelHash hash,
            Optional<NamedLoras> loras,
            Function<String, Optional<Path>> previewDecoders) {
        this.model = model;
        this.hash = hash;
        this.adapted = new AdaptedModels(model);
        this.loras = loras;
        this.previews = new Previews(model, previewDecoders);
        this.defaults = ModelDefaults.of(model.design());
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
        return open(new ModelPlace.Embedded(), options);
    }

    /** {@return a generator with the model in a folder in diffusers' layout or a single file} */
    public static ImageGenerator open(Path path) {
        return open(path, GeneratorOptions.defaults());
    }

    /**
     * {@return a generator with the model in a folder in diffusers' layout or in a single {@code
     * .safetensors} file of Stable Diffusion 1, 2 or XL}
     *
     * @throws dev.easel.checkpoint.CheckpointException where a file is missing or broken, or the
     *     model is none that the engine knows
     * @throws DeviceMemoryException where the weights do not fit
     */
    public static ImageGenerator open(Path path, GeneratorOptions options) {
        return open(ModelFiles.open(path), options);
    }

    /**
     * {@return a generator with the model that is embedded, in a folder or in a single file}
     *
     * @throws dev.easel.checkpoint.CheckpointException as the others
     * @throws DeviceMemoryException where the weights do not fit
     */
    public static ImageGenerator open(ModelPlace place, GeneratorOptions options) {
        return open(place.files(), options);
    }

    /**
     * {@return a generator with a model that was put together elsewhere, and closes it}
     *
     * @throws dev.easel.checkpoint.CheckpointException where its defaults cannot be drawn with; the
     *     model is closed then
     */
    public static ImageGenerator of(LoadedModel model) {
        return of(model, ModelHash.none(), Optional.empty(), _ -> Optional.empty());
    }

    private static ImageGenerator of(
            LoadedModel model,
            ModelHash hash,
            Optional<NamedLoras> loras,
            Function<String, Optional<Path>> previewDecoders) {
        try {
            return new ImageGenerator(model, hash, loras, previewDecoders);
        } catch (RuntimeException e) {
            model.close();
            hash.close();
            throw e;
        }
    }

    /**
     * {@return a generator with the model of these files}
     *
     * @throws dev.easel.checkpoint.CheckpointException as the others
     * @throws DeviceMemoryException where the weights do not fit
     */
    public static ImageGenerator open(ModelFiles files, GeneratorOptions options) {
        try {
            var model = ModelFamily.load(files, options.execution(), options.offload());
            return of(
                    model,
                    files.file().map(ModelHash::of).orElseGet(ModelHash::none),
                    options.loras(),
                    decoder ->
                            files.companion(decoder + ".safetensors")
                                    .or(() -> options.previewDecoders().apply(decoder)));
        } catch (RuntimeException e) {
            throw DeviceMemoryException.explain(e);
        }
    }

    /** {@return the loaded model, which stays this generator's} */
    public LoadedModel model() {
        return model;
    }

    public String modelName() {
        return model.name();
    }

    /**
     * {@return the bytes that the model's weights take, with those of adapters that are kept for
     * the next request} Exact once pictures were made: layers read their weights when they are
     * first used.
     */
    public long modelBytes() {
        return model.bytes() + adapted.bytes();
    }

    /** {@return what pictures are made with where a request leaves it open} */
    public ModelDefaults defaults() {
        return defaults;
    }

    /**
     * {@return what a request's adapters are made for, where the name of one tells it, as that of
     * LCM-LoRA does} What such a request leaves open is so, and not as {@link #defaults} says.
     *
     * @throws IllegalArgumentException where the prompt names an adapter that is not here
     */
    public Optional<FewSteps> fewSteps(ImageRequest request) {
        return FewStepAdapters.of(adapting(request).adapters());
    }

    /** {@return the request with the adapters that its prompt names} */
    private ImageRequest adapting(ImageRequest request) {
        return loras.map(it -> it.applied(request)).orElse(request);
    }

    /**
     * Makes ready for previews by a method, so that the first one waits for nothing.
     *
     * @throws IllegalArgumentException where the method needs weights that are not there
     * @throws dev.easel.checkpoint.CheckpointException where they are broken
     * @throws IllegalStateException where this generator is closed
     */
    public void preparePreviews(PreviewMethod method) {
        var _ = lifetime.use(() -> previews.by(method));
    }

    /** As {@link #generate(ImageRequest, StepListener)}, with nobody listening. */
    public List<GeneratedImage> generate(ImageRequest request) {
        return generate(request, StepListener.NONE);
    }

    /**
     * {@return the pictures, {@code request.number()} of them} Picture i is made from the request's
     * seed + i, and is the same, to the bit, as when it is made alone. What the request leaves open
     * is as {@link #defaults} says. Adapters are put on the model for these pictures alone.
     *
     * @param listener called after each step, on this thread
     * @throws IllegalArgumentException where the model cannot make what is asked for, or the prompt
     *     names a LoRA that is not there
     * @throws dev.easel.adapter.AdapterException where an adapter is broken or does not fit
     * @throws dev.easel.checkpoint.CheckpointException where the model's weights hold no numbers,
     *     or their file was changed since the model was opened: each layer's are read when it is
     *     first used
     * @throws java.util.concurrent.CancellationException where the listener throws it, or this
     *     thread is interrupted: after the present step, and its flag stays set
     * @throws DeviceMemoryException where memory runs out
     * @throws IllegalStateException where this generator is closed
     */
    public List<GeneratedImage> generate(ImageRequest request, StepListener listener) {
        return lifetime.use(() -> {
            List<Long> seeds = seeds(request);
            var adapting = adapting(request);
            var own = defaults.withAdapters(adapting.adapters());
            var worded = worded(adapting.withDefaults(own));
            var named = worded.request();
            var whole = BundledEmbeddings.applied(named, model.design().tokenWidths());
            return adapted.use(
                    named.adapters(),
                    made -> {
                        var told =
                                AdapterRecipe.told(request.withDefaults(own), made.adapters())
                                        .withEmbeddings(named.embeddings());
                        var pipeline = new DiffusionPipeline(made.model(), previews);
                        var drawn = draw(pipeline, whole, seeds, listener);
                        return results(told, seeds, drawn, joined(made.notes(), worded.notes()));
                    });
        });
    }

    /** {@return the request with all that words of its prompts stand for} */
    private NamedEmbeddings.Applied worded(ImageRequest request) {
        var widths = model.design().tokenWidths();
        request.embeddings().forEach(it -> it.requireFit(model.name(), widths));
        return loras.map(it -> it.embeddings().applied(request, widths))
                .orElseGet(() -> new NamedEmbeddings.Applied(request, List.of()));
    }

    private Drawn draw(
            DiffusionPipeline pipeline,
            ImageRequest request,
            List<Long> seeds,
            StepListener listener) {
        return switch (request) {
            case TextToImage text -> new Drawn(ofText(pipeline, text, seeds, listener), List.of());
            case ImageToImage picture -> {
                var fitted = FittedRequest.of(picture, pipeline.multiple());
                yield new Drawn(
                        ofPicture(pipeline, fitted.request(), seeds, listener),
                        fitted.adjustments());
            }
        };
    }

    /**
     * What was drawn.
     *
     * @param adjustments what of a given picture was brought to fit
     */
    private record Drawn(List<RgbImage> images, List<String> adjustments) {}

    private List<RgbImage> ofText(
            DiffusionPipeline pipeline,
            TextToImage request,
            List<Long> seeds,
            StepListener listener) {
        ImageSize.of(request).requireMultipleOf(model.design().latentFactor());
        return request.highResolution()
                .map(high -> enlarged(pipeline, request, high, seeds, listener))
                .orElseGet(() -> pipeline.generate(request, seeds, listener));
    }

    private List<RgbImage> enlarged(
            DiffusionPipeline pipeline,
            TextToImage request,
            HighResolution high,
            List<Long> seeds,
            StepListener listener) {
        var options =
                new GeneratorOptions(
                        Precision.AUTO,
                        model.device(),
                        Offload.NONE,
                        model.kernels(),
                        model.turns());
        try (var upscaler =
                high.upscaler()
                        .map(file -> ImageUpscaler.open(file, options))
                        .orElseGet(() -> ImageUpscaler.embedded(options))) {
            return new HighResolutionPass(
                            pipeline,
                            (picture, size) ->
                                    upscaler.upscale(
                                            picture,
                                            new TargetSize.Exact(size.width(), size.height())))
                    .generate(request, high, seeds, listener);
        }
    }

    private static List<RgbImage> ofPicture(
            DiffusionPipeline pipeline,
            ImageToImage request,
            List<Long> seeds,
            StepListener listener) {
        return request.stepsRun() == 0
                ? Collections.nCopies(seeds.size(), request.image())
                : pipeline.generate(request, seeds, listener);
    }

    /**
     * Frees the model once the pictures that other threads are making are done.
     *
     * @throws IllegalStateException where a listener calls it, which would wait for itself
     */
    @Override
    public void close() {
        lifetime.end(() -> {
            hash.close();
            adapted.close();
            previews.close();
            model.close();
        });
    }

    private static List<Long> seeds(ImageRequest request) {
        long first = request.sampling().seed().orElseGet(ImageGenerator::randomSeed);
        return LongStream.range(first, first + request.number()).boxed().toList();
    }

    private static long randomSeed() {
        return ThreadLocalRandom.current().nextLong(1, RANDOM_SEEDS);
    }

    private static List<String> joined(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private List<GeneratedImage> results(
            ImageRequest request, List<Long> seeds, Drawn drawn, List<String> notes) {
        var adjustments = joined(notes, drawn.adjustments());
        return IntStream.range(0, seeds.size())
                .mapToObj(i -> {
                    var image = drawn.images().get(i);
                    long seed = seeds.get(i);
                    var recipe = PictureRecipe.of(request, image, seed, model, hash.get());
                    return new GeneratedImage(image, seed, recipe, adjustments);
                })
                .toList();
    }
}
