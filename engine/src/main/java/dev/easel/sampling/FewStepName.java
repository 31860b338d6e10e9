package dev.easel.sampling;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What the name of a few-step model tells. Names are made of words, divided by what is no letter or
 * by a capital: {@code sdxl_lightning_4step}, {@code Hyper-SDXL-8steps-CFG-lora}, {@code
 * dreamshaperXL_v21TurboDPMSDE}.
 *
 * @param words in lower case
 * @param steps that it names, such as {@code 4step}
 */
record FewStepName(List<String> words, OptionalInt steps) {
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern STEPS =
            Pattern.compile(
                    "(?<![0-9.])(1[0-2]|[1-9])[-_ ]?steps?(?![a-z])", Pattern.CASE_INSENSITIVE);

    /** Of a name that says nothing else: larger numbers are those of a training. */
    private static final int MOST_STEPS = 8;

    static FewStepName of(String name) {
        var words =
                BETWEEN_WORDS
                        .splitAsStream(name)
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .toList();
        return new FewStepName(
                words,
                STEPS.matcher(name)
                        .results()
                        .mapToInt(found -> Integer.parseInt(found.group(1)))
                        .findFirst());
    }

    /** {@return the kind of which it has the word; LCM where it has nothing but steps} */
    Optional<FewSteps.Kind> kind() {
        var named =
                Arrays.stream(FewSteps.Kind.values())
                        .filter(kind -> words.contains(kind.title()))
                        .findFirst();
        // Distilled models without a kind of their own, such as DMD2, are drawn with as LCM are.
        return named.or(() ->
                steps.stream()
                        .filter(count -> count <= MOST_STEPS)
                        .mapToObj(_ -> FewSteps.Kind.LCM)
                        .findFirst());
    }

    /** {@return whether it was distilled so that guidance still has an effect} */
    boolean keepsGuidance() {
        return words.contains("cfg");
    }
}
