package dev.easel.text;

import dev.easel.text.inversion.TextualInversion;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a picture shall show and what it shall not. Words can be weighted: {@code (more)}, {@code
 * [less]}, {@code (much more:1.4)}; {@code \(} is a bracket.
 *
 * @param negative absent is not the same as empty for every model: some then take zeros instead of
 *     an embedding
 * @param inversions whose words stand for their vectors in both texts; made for the model
 * @param clipSkip from which of a text model's layers both are read, counted from its end as A1111
 *     does: 1 is the one that the UNet was trained with, as where it is absent
 */
public record Prompt(
        String text,
        Optional<String> negative,
        List<TextualInversion> inversions,
        OptionalInt clipSkip) {
    private static final int LONGEST_TEXT = 100_000;

    public Prompt {
        requireLength("prompt", text);
        negative.ifPresent(value -> requireLength("negative prompt", value));
        inversions = List.copyOf(inversions);
    }

    /** A prompt of words that the model knows. */
    public Prompt(String text, Optional<String> negative) {
        this(text, negative, List.of());
    }

    /** A prompt that is read from the usual layer. */
    public Prompt(String text, Optional<String> negative, List<TextualInversion> inversions) {
        this(text, negative, inversions, OptionalInt.empty());
    }

    /** {@return a prompt without a negative one} */
    public static Prompt of(String text) {
        return new Prompt(text, Optional.empty());
    }

    public static Prompt of(String text, String negative) {
        return new Prompt(text, Optional.of(negative));
    }

    private static void requireLength(String name, String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    "%s must have at most %d characters, got %d"
                            .formatted(name, LONGEST_TEXT, text.length()));
        }
    }
}
