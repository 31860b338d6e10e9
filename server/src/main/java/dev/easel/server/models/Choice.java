package dev.easel.server.models;

import dev.easel.adapter.WeightedAdapter;
import dev.easel.catalog.ModelKnowledge;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.ModelDefaults;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The model that makes what was asked for.
 *
 * @param traits what its files say, which are looked at where somebody asks
 * @param note what the client should know of the choice
 */
public record Choice(
        ModelSource<ImageGenerator> source, Supplier<ModelTraits> traits, Optional<String> note) {
    private static final String NEEDS_A_REAL_MODEL =
            "; anything else needs a real model on this server";

    /** {@return of what both sides of its pictures must be multiples} */
    public int multiple() {
        return traits.get().multiple();
    }

    /**
     * {@return what its pictures are made with, with these adapters on it, which may bring steps of
     * their own}
     */
    public ModelDefaults defaults(List<WeightedAdapter> adapters) {
        return traits.get().defaults().withAdapters(adapters);
    }

    /** {@return what a small model knows; absent for those that know most things} */
    public Optional<ModelKnowledge> knowledge() {
        return traits.get().knowledge();
    }

    /** {@return what the client should know of the choice, and of a prompt} */
    public List<String> notes(String prompt) {
        var unknown =
                knowledge()
                        .flatMap(known -> known.unknownIn(prompt))
                        .map(words -> words.sentence(source.name()) + NEEDS_A_REAL_MODEL);
        return Stream.of(note, unknown).flatMap(Optional::stream).toList();
    }
}
