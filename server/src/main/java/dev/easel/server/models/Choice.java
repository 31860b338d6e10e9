package dev.easel.server.models;

import dev.easel.catalog.ModelKnowledge;
import dev.easel.catalog.ModelPlace;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.pipeline.ImageGenerator;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The model that makes what was asked for.
 *
 * @param multiple of which both sides of its pictures must be
 * @param knowledge what a small model knows; absent for those that know most things
 * @param note what the client should know of the choice
 */
public record Choice(
        ModelSource<ImageGenerator> source,
        int multiple,
        Optional<ModelKnowledge> knowledge,
        Optional<String> note) {
    private static final String NEEDS_A_REAL_MODEL =
            "; anything else needs a real model on this server";

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
                        .flatMap(known -> known.unknownIn(prompt))
                        .map(words -> words.sentence(source.name()) + NEEDS_A_REAL_MODEL);
        return Stream.of(note, unknown).flatMap(Optional::stream).toList();
    }
}
