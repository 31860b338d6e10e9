package dev.easel.server.fields;

import dev.easel.catalog.Style;

import java.util.Optional;

/**
 * The words of a request with a style around them.
 *
 * @param negativePrompt absent where nothing is left out
 */
public record StyledWords(String prompt, Optional<String> negativePrompt) {
    /** {@return the words with a style, or as they are} */
    public static StyledWords of(
            Optional<Style> style, String prompt, Optional<String> negativePrompt) {
        return style.map(s ->
                        new StyledWords(
                                s.applyTo(prompt),
                                Optional.of(s.appendTo(negativePrompt.orElse("")))
                                        .filter(words -> !words.isEmpty())
                                        .or(() -> negativePrompt)))
                .orElseGet(() -> new StyledWords(prompt, negativePrompt));
    }
}
