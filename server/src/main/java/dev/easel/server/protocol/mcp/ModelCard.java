package dev.easel.server.protocol.mcp;

import dev.easel.catalog.ModelKnowledge;
import dev.easel.server.models.Catalog;
import dev.easel.server.models.Choice;
import dev.easel.server.models.MissingModelException;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model in the list.
 *
 * @param width of its pictures where nothing else is asked for
 * @param height of its pictures where nothing else is asked for
 * @param steps of its pictures where nothing else is asked for
 * @param guidanceScale where nothing else is asked for
 * @param sampler where nothing else is asked for
 * @param about what an assistant should know of it; absent for those that draw most things
 */
public record ModelCard(
        String name,
        int width,
        int height,
        int steps,
        double guidanceScale,
        String sampler,
        Optional<String> about) {
    /** {@return the models of a catalogue, the one for whoever names none first} */
    public static List<ModelCard> all(Catalog catalog) {
        return catalog.models().stream().flatMap(name -> of(name, catalog)).toList();
    }

    private static Stream<ModelCard> of(String name, Catalog catalog) {
        try {
            return Stream.of(of(name, catalog.choose(name)));
        } catch (MissingModelException e) {
            return Stream.empty(); // it was taken away meanwhile, or cannot be read
        }
    }

    private static ModelCard of(String name, Choice choice) {
        var defaults = choice.defaults(List.of());
        return new ModelCard(
                name,
                defaults.size().width(),
                defaults.size().height(),
                defaults.steps(),
                defaults.guidanceScale(),
                defaults.sampler().name(),
                choice.knowledge().map(ModelCard::about));
    }

    private static String about(ModelKnowledge known) {
        return "a small model that knows nothing but one of these on a plain background: %s."
                        .formatted(String.join(", ", known.objects()))
                + " Prompts like: %s; then: %s, with COLOUR one of %s"
                        .formatted(
                                String.join(", ", known.forms()),
                                String.join(", ", known.backgrounds()),
                                String.join(", ", known.colours()));
    }
}
