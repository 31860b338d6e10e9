package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.text.WeightedPrompt;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Locale;

class LaterSyntaxTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a fox BREAK a panda; BREAK; BREAK; a fox break a panda",
                "BREAK,a; BREAK; BREAK; break,a",
                "a AND b; AND; AND; a and b",
                "a cat :1.2 AND b; AND; AND; a cat :1.2 and b",
                "x [a:b:0.5]; EDITING; [a:b:0.5]; x [a:b\\:0.5]",
                "[a:b: 12 ]; EDITING; [a:b: 12 ]; [a:b\\: 12 ]",
                "[b:.25]; EDITING; [b:.25]; [b\\:.25]",
                "[a::1e-1]; EDITING; [a::1e-1]; [a:\\:1e-1]",
                "[(a:1.2):b:0.5]; EDITING; [(a:1.2):b:0.5]; [(a:1.2):b\\:0.5]",
                "[a|b]; ALTERNATION; [a|b]; [a\\|b]",
                "[a|(b:1.3)|c]; ALTERNATION; [a|(b:1.3)|c]; [a\\|(b:1.3)\\|c]",
                "(x [a|b:0.5] y); ALTERNATION; [a|b:0.5]; (x [a\\|b\\:0.5] y)",
            })
    void whatComesLaterIsFoundAndTurnedIntoWords(
            String prompt, LaterSyntax.Kind kind, String text, String words) {
        assertThat(LaterSyntax.in(prompt)).containsExactly(new LaterSyntax(kind, text));
        assertThat(LaterSyntax.asWords(prompt)).isEqualTo(words);
        assertThatThrownBy(() -> LaterSyntax.refuse("negative prompt", prompt))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("negative prompt has " + text + ", ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a break and a sandwich",
                "BREAKFAST, HAND, AND_PERP",
                "[less] (more:1.3) [[b]]",
                "a [b: c]",
                "[a:b:c]",
                "(a:b:0.5)",
                "\\[a|b\\]",
                "\\[a:b:0.5]",
                "[a\\|b]",
                "[a:b\\:0.5]",
                "[(a|b)]",
                "[(a:0.5)]",
                "a|b",
                "[a|b",
                "[a:b:0.5",
                "]:0.5]",
            })
    void otherPromptsAreLeftAsTheyAre(String prompt) {
        assertThat(LaterSyntax.in(prompt)).isEmpty();
        assertThat(LaterSyntax.asWords(prompt)).isEqualTo(prompt);
        assertThatCode(() -> LaterSyntax.refuse("prompt", prompt)).doesNotThrowAnyException();
    }

    @Test
    void eachKindIsToldOnceAndALongOneByItsBeginning() {
        var found = LaterSyntax.in("AND [a|b] AND [c|d] BREAK [" + "x".repeat(100) + ":0.5]");

        assertThat(found)
                .extracting(LaterSyntax::text)
                .containsExactly("BREAK", "AND", "[" + "x".repeat(39) + "...", "[a|b]");
        assertThat(found.getLast().note())
                .isEqualTo(
                        "[a|b] is drawn as words, for changing words at each step is not known"
                                + " yet");
    }

    /** What a prompt is drawn as does not change when its notation is turned into words. */
    @Property
    void theWordsAndTheirWeightsAreThoseOfThePrompt(@ForAll("prompts") String prompt) {
        var words = LaterSyntax.asWords(prompt);

        assertThat(LaterSyntax.in(words)).isEmpty();
        assertThat(lowerCase(words)).isEqualTo(lowerCase(prompt));
    }

    /** CLIP knows small letters alone. */
    private static List<WeightedPrompt.Part> lowerCase(String prompt) {
        return WeightedPrompt.parse(prompt).parts().stream()
                .map(part ->
                        new WeightedPrompt.Part(
                                part.text().toLowerCase(Locale.ROOT), part.weight()))
                .toList();
    }

    @Provide
    static Arbitrary<String> prompts() {
        return Arbitraries.of("a", " ", "[", "]", "(", ")", "|", ":", "0.5", "BREAK", "AND", "\\")
                .list()
                .ofMaxSize(24)
                .map(pieces -> String.join("", pieces));
    }

    @Test
    void longPromptsAreReadInOneGo() {
        assertThat(LaterSyntax.in("[a:".repeat(30_000) + " ".repeat(10_000))).isEmpty();
        assertThat(LaterSyntax.asWords("[a|".repeat(10_000) + "]".repeat(10_000))).hasSize(50_000);
    }
}
