package dev.easel.text.inversion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the words of embeddings in texts, whatever their letters' case, as A1111 does: CLIP's
 * tokens know none. Of words that begin alike the longest counts. A word does not begin or end in
 * the midst of other letters: {@code fox} is not in {@code foxes}, but in {@code fox-hunt} and
 * {@code fox2}.
 */
public final class TriggerWords {
    private static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    private final Optional<Pattern> words;

    /** Finds these words; blank ones are none. */
    public TriggerWords(Collection<String> words) {
        String expression =
                words.stream()
                        .filter(word -> !word.isBlank())
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(TriggerWords::expression)
                        .collect(Collectors.joining("|"));
        this.words =
                expression.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Pattern.compile(expression, ANY_CASE));
    }

    private static String expression(String word) {
        boolean begins = Character.isLetter(word.codePointAt(0));
        boolean ends = Character.isLetter(word.codePointBefore(word.length()));
        return (begins ? "(?<!\\p{L})" : "") + Pattern.quote(word) + (ends ? "(?!\\p{L})" : "");
    }

    /**
     * A part of a text.
     *
     * @param isWord whether it is one of the words, in the letters of the text
     */
    public record Piece(String text, boolean isWord) {}

    /** {@return a text, cut before and after each word; no piece is empty} */
    public List<Piece> cut(String text) {
        if (words.isEmpty()) {
            return text.isEmpty() ? List.of() : List.of(new Piece(text, false));
        }
        var pieces = new ArrayList<Piece>();
        var found = words.get().matcher(text);
        int from = 0;
        while (found.find()) {
            if (found.start() > from) {
                pieces.add(new Piece(text.substring(from, found.start()), false));
            }
            pieces.add(new Piece(found.group(), true));
            from = found.end();
        }
        if (from < text.length()) {
            pieces.add(new Piece(text.substring(from), false));
        }
        return pieces;
    }
}
