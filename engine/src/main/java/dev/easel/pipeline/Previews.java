package dev.easel.pipeline;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.family.ModelFamily;
import dev.easel.model.LoadedModel;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.Tensor;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Pictures of a model's latents on their way, by any {@link PreviewMethod}. What a method needs is
 * made or loaded before its first. Thread-safe.
 */
final class Previews implements AutoCloseable {
    private final LoadedModel model;
    private final Function<String, Optional<Path>> decoders;
    private final AtomicReference<Optional<LinearPreview>> linear =
            new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Tiny>> tiny = new AtomicReference<>(Optional.empty());

    /** A loaded decoder. */
    private record Tiny(Function<Tensor, RgbImage> preview, ParameterStore weights) {}

    /**
     * Prepares nothing yet.
     *
     * @param decoders finds the file of a tiny decoder by its name without the extension
     */
    Previews(LoadedModel model, Function<String, Optional<Path>> decoders) {
        this.model = model;
        this.decoders = decoders;
    }

    /**
     * {@return a function from latents to pictures}
     *
     * @throws IllegalArgumentException where the method's weights are missing
     * @throws CheckpointException where they are broken
     */
    Function<Tensor, RgbImage> by(PreviewMethod method) {
        return switch (method) {
            case AUTO -> model.device().isCpu() ? linear() : tinyOrLinear();
            case LINEAR -> linear();
            case TAESD -> tiny().orElseThrow(this::noTinyDecoder);
            case FULL -> latents -> model.codec().use(codec -> codec.picture(latents));
        };
    }

    /** Threads that ask for the first one at the same time all fit it, to the same numbers. */
    private Function<Tensor, RgbImage> linear() {
        var known = linear.get();
        if (known.isEmpty()) {
            known = Optional.of(LinearPreview.of(model));
            linear.set(known);
        }
        return known.orElseThrow();
    }

    /** A decoder that nobody asked for, and that cannot be read, stops no picture. */
    private Function<Tensor, RgbImage> tinyOrLinear() {
        try {
            return tiny().orElseGet(this::linear);
        } catch (CheckpointException e) {
            return linear();
        }
    }

    private Optional<Function<Tensor, RgbImage>> tiny() {
        if (tiny.get().isEmpty()) {
            model.design().tinyDecoder().flatMap(decoders).ifPresent(this::load);
        }
        return tiny.get().map(Tiny::preview);
    }

    private void load(Path file) {
        var weights = new ParameterStore();
        try {
            var loaded = new Tiny(ModelFamily.tinyPreview(file, model, weights), weights);
            if (!tiny.compareAndSet(Optional.empty(), Optional.of(loaded))) {
                weights.close(); // another thread was quicker
            }
        } catch (RuntimeException | Error e) {
            weights.close();
            throw e;
        }
    }

    private IllegalArgumentException noTinyDecoder() {
        return new IllegalArgumentException(
                model.design()
                        .tinyDecoder()
                        .map(name ->
                                ("previews by TAESD need %s.safetensors in the folder of the model"
                                                + " or in vae_approx of the models' folder;"
                                                + " linear previews need no file")
                                        .formatted(name))
                        .orElseGet(() ->
                                "there is no TAESD for the latents of %s; take linear previews"
                                        .formatted(model.name())));
    }

    @Override
    public void close() {
        tiny.getAndSet(Optional.empty()).ifPresent(loaded -> loaded.weights().close());
    }
}
