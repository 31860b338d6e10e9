package dev.easel.catalog;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The words of a prompt in small letters, in their order, without its weights and marks. */
record PromptWords(List<String> words) {
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}'-]+");

    /** What says nothing of what is to be seen. */
    private static final Set<String> SMALL_WORDS =
            words("a an and at by for from in into is it its of on or the to with two three some");

    static PromptWords of(String prompt) {
        return new PromptWords(
                BETWEEN.splitAsStream(prompt.toLowerCase(Locale.ROOT))
                        .filter(word -> word.codePoints().anyMatch(Character::isLetter))
                        .toList());
    }

    /**
     * {@return whether the prompt has the words of a name one behind the other, also as plurals}
     */
    boolean name(String name) {
        var sought = name.split(" ", -1);
        return IntStream.rangeClosed(0, words.size() - sought.length)
                .anyMatch(at ->
                        IntStream.range(0, sought.length)
                                .allMatch(i -> isSame(words.get(at + i), sought[i])));
    }

    /** {@return the words that are neither small nor among a model's colours, forms and styles} */
    List<String> except(ModelKnowledge known) {
        var names =
                Stream.of(
                                known.colours(),
                                known.coloursOfObjects(),
                                known.backgrounds(),
                                known.forms())
                        .flatMap(Collection::stream);
        var styles =
                StyleCatalog.builtIn().all().stream()
                        .filter(style -> known.styles().contains(style.id()))
                        .flatMap(
                                style -> Stream.of(style.id().replace('-', ' '), style.template()));
        var fine = new HashSet<>(SMALL_WORDS);
        Stream.concat(names, styles).forEach(phrase -> fine.addAll(of(phrase).words()));
        return words.stream().filter(word -> !fine.contains(word)).distinct().toList();
    }

    /** For example {@code foxes} and {@code fox}, {@code cherry} and {@code cherries}. */
    private static boolean isSame(String one, String other) {
        return plurals(one).contains(other) || plurals(other).contains(one);
    }

    private static List<String> plurals(String word) {
        return word.endsWith("y")
                ? List.of(word, word + "s", word.substring(0, word.length() - 1) + "ies")
                : List.of(word, word + "s", word + "es");
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split(" ", -1)).collect(Collectors.toSet());
    }
}
