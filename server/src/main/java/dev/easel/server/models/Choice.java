package dev.easel.server.models;

import dev.easel.adapter.WeightedAdapter;
import dev.easel.catalog.ModelKnowledge;
import dev.easel.catalog.ModelPlace;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.ImageSize;
import dev.easel.pipeline.ModelDefaults;
import dev.easel.sampling.Samplers;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The model that makes what was asked for.
 *
 * @param multiple of which both sides of its pictures must be
 * @param ownDefaults what its pictures are made with where a request leaves it open, which is read
 *     from its files
 * @param knowledge what a small model knows, which is read from its files; absent for those that
 *     know most things
 * @param note what the client should know of the choice
 */
public record Choice(
        ModelSource<ImageGenerator> source,
        int multiple,
        Supplier<ModelDefaults> ownDefaults,
        Supplier<Optional<ModelKnowledge>> knowledge,
        Optional<String> note) {
    private static final String NEEDS_A_REAL_MODEL =
            "; anything else needs a real model on this server";

    /** Of a model that cannot be read: loading it will say what is wrong. */
    private static final ModelDefaults OF_ANY =
            new ModelDefaults(new ImageSize(512, 512), Samplers.K_EULER, 20, 7);

    /** {@return what a model's pictures are made with where a request leaves it open} */
    static ModelDefaults defaultsOf(ModelPlace place) {
        try {
            return ModelDefaults.of(place);
        } catch (CheckpointException | IllegalStateException e) {
            return OF_ANY;
        }
    }

    /** {@return the same with these adapters on it, which may bring steps of their own} */
    public ModelDefaults defaults(List<WeightedAdapter> adapters) {
        return ownDefaults.get().withAdapters(adapters);
    }

    /** {@return what a model knows; nothing where that cannot be read} */
    static Optional<ModelKnowledge> knowledgeOf(ModelPlace place) {
        try {
            return ModelKnowledge.of(place);
        } catch (CheckpointException | IllegalStateException e) {
            return Optional.empty(); // loading it will say what is wrong
        }
    }

    /** {@return what the client should know of the choice, and of a prompt} */
    public List<String> notes(String prompt) {
        var unknown =
                knowledge
                        .get()
                        .flatMap(known -> known.unknownIn(prompt))
                        .map(words -> words.sentence(source.name()) + NEEDS_A_REAL_MODEL);
        return Stream.of(note, unknown).flatMap(Optional::stream).toList();
    }
}
