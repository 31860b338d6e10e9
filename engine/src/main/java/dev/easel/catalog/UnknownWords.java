package dev.easel.catalog;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a model does not know of a prompt.
 *
 * @param words of the prompt, at least one
 * @param examples three things that the model does know, those of a similar spelling first
 */
public record UnknownWords(List<String> words, List<String> examples) {
    private static final int EXAMPLES = 3;
    private static final int MOST_WORDS = 6;

    /** So many typing mistakes are forgiven, in words long enough for them. */
    private static final int MISTAKES = 2;

    public UnknownWords {
        words = List.copyOf(words);
        examples = List.copyOf(examples);
    }

    static Optional<UnknownWords> of(List<String> words, List<String> known) {
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(new UnknownWords(words, examples(words, known)));
    }

    /** The others are spread over all that is known: other prompts get other examples. */
    private static List<String> examples(List<String> words, List<String> known) {
        var similar =
                known.stream()
                        .filter(name -> distance(words, name) <= MISTAKES)
                        .sorted(Comparator.comparingInt(name -> distance(words, name)));
        var others =
                IntStream.range(0, known.size())
                        .map(i -> words.hashCode() + i * (known.size() / EXAMPLES))
                        .mapToObj(i -> known.get(Math.floorMod(i, known.size())));
        var examples = new LinkedHashSet<>(Stream.concat(similar, others).toList());
        return examples.stream().limit(EXAMPLES).toList();
    }

    private static int distance(List<String> words, String name) {
        return words.stream()
                .filter(word -> Math.min(word.length(), name.length()) > MISTAKES + 1)
                .mapToInt(word -> EditDistance.between(word, name))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /**
     * {@return one sentence, for example} {@code easel-mini does not know "wombat"; it knows a fox,
     * ...}
     *
     * @param model what people call it
     */
    public String sentence(String model) {
        var shown = words.size() > MOST_WORDS ? words.subList(0, MOST_WORDS) : words;
        String more = words.size() > MOST_WORDS ? " ..." : "";
        return "%s does not know \"%s%s\"; it knows, for example: %s"
                .formatted(model, String.join(" ", shown), more, String.join(", ", examples));
    }
}
