package dev.easel.pipeline;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Notation that AUTOMATIC1111's web UI reads in a prompt and Easel does not yet: {@code BREAK},
 * {@code AND}, {@code [from:to:when]} and {@code [one|other]}. In small letters, or with a {@code
 * \} before the bracket, the bar or the last colon, it is text.
 *
 * @param kind what it is
 * @param text as it stands in the prompt, of a long one the beginning
 */
public record LaterSyntax(Kind kind, String text) {
    private static final int LONGEST_TEXT = 40;
    private static final Pattern KEYWORD =
            Pattern.compile("\\b(?:BREAK|AND)\\b", Pattern.UNICODE_CHARACTER_CLASS);

    /** What a notation does in A1111. */
    public enum Kind {
        BREAK("beginning a new chunk", "small letters make it a word"),
        AND("joining several prompts", "small letters make it a word"),
        EDITING("changing words during the steps", "\\: or \\[ makes it text"),
        ALTERNATION("changing words at each step", "\\| or \\[ makes it text");

        private final String does;
        private final String asText;

        Kind(String does, String asText) {
            this.does = does;
            this.asText = asText;
        }
    }

    /**
     * Refuses a prompt that has such notation.
     *
     * @param name what the prompt is called in the message
     * @throws IllegalArgumentException where there is any
     */
    public static void refuse(String name, String prompt) {
        in(prompt).stream()
                .findFirst()
                .ifPresent(found -> {
                    throw new IllegalArgumentException(
                            "%s has %s, %s, which Easel does not know yet; %s"
                                    .formatted(
                                            name, found.text, found.kind.does, found.kind.asText));
                });
    }

    /** {@return the first notation of each kind in a prompt, in the order of the kinds} */
    public static List<LaterSyntax> in(String prompt) {
        var first = new EnumMap<Kind, LaterSyntax>(Kind.class);
        KEYWORD.matcher(prompt)
                .results()
                .map(found -> new LaterSyntax(Kind.valueOf(found.group()), found.group()))
                .forEach(found -> first.putIfAbsent(found.kind, found));
        SquareBrackets.in(prompt).stream()
                .map(found -> new LaterSyntax(found.kind(), shown(prompt, found)))
                .forEach(found -> first.putIfAbsent(found.kind, found));
        return List.copyOf(first.values());
    }

    private static String shown(String prompt, SquareBrackets.Found found) {
        return found.to() - found.from() <= LONGEST_TEXT
                ? prompt.substring(found.from(), found.to())
                : prompt.substring(found.from(), found.from() + LONGEST_TEXT) + "...";
    }

    /** {@return what is told of a prompt that is drawn {@link #asWords}} */
    public String note() {
        return "%s is drawn as words, for %s is not known yet".formatted(text, kind.does);
    }

    /** {@return the prompt with all such notation turned into the words that it consists of} */
    public static String asWords(String prompt) {
        var escaped = new BitSet();
        SquareBrackets.in(prompt).forEach(found -> found.marks().forEach(escaped::set));
        var small =
                KEYWORD.matcher(prompt).replaceAll(word -> word.group().toLowerCase(Locale.ROOT));
        var words = new StringBuilder(prompt.length() + escaped.cardinality());
        for (int i = 0; i < small.length(); i++) {
            if (escaped.get(i)) {
                words.append('\\');
            }
            words.append(small.charAt(i));
        }
        return words.toString();
    }
}
