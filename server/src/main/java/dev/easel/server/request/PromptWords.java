package dev.easel.server.request;

import dev.easel.pipeline.LaterSyntax;
import dev.easel.server.request.GenerationRequest.Drawing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Prompts of clients who were promised pictures of any text. */
final class PromptWords {
    private PromptWords() {}

    /**
     * {@return the drawing with prompts that the engine takes} It refuses what A1111 reads and it
     * does not yet; here that is drawn as the words that it consists of.
     */
    static Drawing of(Drawing drawing) {
        return drawing.withPrompts(
                LaterSyntax.asWords(drawing.prompt()),
                drawing.negativePrompt().map(LaterSyntax::asWords));
    }

    /** {@return what the client should know of that, one note for each notation} */
    static List<String> notes(Drawing drawing) {
        return Stream.of(Optional.of(drawing.prompt()), drawing.negativePrompt())
                .flatMap(Optional::stream)
                .flatMap(prompt -> LaterSyntax.in(prompt).stream())
                .map(LaterSyntax::note)
                .distinct()
                .toList();
    }
}
