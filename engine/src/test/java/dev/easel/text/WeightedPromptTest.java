package dev.easel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotBlank;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.Collectors;

class WeightedPromptTest {
    /** Parts are written "text=weight" with "|" between them; the weight has three digits. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a (red) fox;a =1.000|red=1.100| fox=1.000",
                "((a));a=1.210",
                "[a];a=0.909",
                "[[a]];a=0.826",
                "([a]);a=1.000",
                "(a:1.3);a=1.300",
                "(a:0);a=0.000",
                "(a:-.5);a=-0.500",
                "(a:+2.);a=2.000",
                "(a : 1.5 );a =1.500",
                "((a:2) b:3);a=6.000| b=3.000",
                "(a (b:2) c);a =1.100|b=2.200| c=1.100",
                "(a:b:1.2);a:b=1.200",
                "(a:);a:=1.100",
                "(a:x);a:x=1.100",
                "(a:1.2.3);a:1.2.3=1.100",
                "(a:1e3);a:1e3=1.100",
                "[a:1.5];a:1.5=0.909",
                "[a:1.5);a:1.5)=0.909",
                "a:1.5);a:1.5)=1.000",
                "a (b;a =1.000|b=1.100",
                "a [b;a =1.000|b=0.909",
                "a ((b) c;a =1.000|b=1.210| c=1.100",
                "a) b] c;a) b] c=1.000",
                "(a [b) c];a =1.100|b=1.000| c=0.909",
                "()a;a=1.000",
                "(:2);",
                "a()b;ab=1.000",
                "(a)(b);ab=1.100",
                "\\(a\\);(a)=1.000",
                "\\[a\\];[a]=1.000",
                "(\\(a\\):1.4);(a)=1.400",
                "a\\\\b;a\\b=1.000",
                "(a\\);a)=1.100",
                "a \\ b;a \\ b=1.000",
                "a\\;a\\=1.000",
                "a\\n;a\\n=1.000",
            })
    void followsTheNotation(String prompt, String parts) {
        assertThat(written(WeightedPrompt.parse(prompt))).isEqualTo(parts == null ? "" : parts);
    }

    @Test
    void anEmptyPromptHasNoParts() {
        assertThat(WeightedPrompt.parse("").parts()).isEmpty();
        assertThat(WeightedPrompt.parse("").isPlain()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a:1000001)", "(a:99999999999999999999999999999999999999999)"})
    void refusesWeightsThatLeaveTheRange(String prompt) {
        assertThatThrownBy(() -> WeightedPrompt.parse(prompt))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be between -1000000 and 1000000, got ");
    }

    @Test
    void refusesProductsThatLeaveTheRange() {
        assertThatThrownBy(() -> WeightedPrompt.parse("(".repeat(10_000) + "a"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> WeightedPrompt.parse("(".repeat(10_000) + "[".repeat(10_000) + "a"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void deepNestingEnds() {
        int depth = 300_000;
        var prompt = "(a".repeat(depth) + ":1)".repeat(depth);
        assertThat(WeightedPrompt.parse(prompt).parts())
                .containsExactly(new WeightedPrompt.Part("a".repeat(depth), 1f));
    }

    @Property
    void textWithoutNotationIsOnePartOfWeightOne(@ForAll("plain") @NotBlank String text) {
        assertThat(WeightedPrompt.parse(text).parts())
                .containsExactly(new WeightedPrompt.Part(text, 1f));
    }

    @Property
    void escapedTextIsThatText(@ForAll String text) {
        var escaped = text.replaceAll("[()\\[\\]\\\\]", "\\\\$0");
        var prompt = WeightedPrompt.parse(escaped);
        assertThat(prompt.isPlain()).isTrue();
        assertThat(joined(prompt)).isEqualTo(text);
    }

    @Property
    void everyTextIsReadAndNeighboursDiffer(@ForAll("brackets") String text) {
        var parts = WeightedPrompt.parse(text).parts();
        for (int i = 1; i < parts.size(); i++) {
            assertThat(parts.get(i).weight()).isNotEqualTo(parts.get(i - 1).weight());
        }
    }

    @Property
    void aBracketAroundAllMultipliesAll(@ForAll("balanced") String text) {
        var inner = WeightedPrompt.parse(text).parts();
        var outer = WeightedPrompt.parse("(" + text + ":2)").parts();
        assertThat(outer).hasSameSizeAs(inner);
        for (int i = 0; i < inner.size(); i++) {
            assertThat(outer.get(i).text()).isEqualTo(inner.get(i).text());
            assertThat(outer.get(i).weight()).isEqualTo(2 * inner.get(i).weight());
        }
    }

    @Provide
    Arbitrary<String> plain() {
        return Arbitraries.strings().excludeChars('(', ')', '[', ']', '\\').ofMaxLength(60);
    }

    @Provide
    Arbitrary<String> brackets() {
        return Arbitraries.strings().withChars("ab([)]:\\1.").ofMaxLength(40);
    }

    @Provide
    Arbitrary<String> balanced() {
        return Arbitraries.of("a", "(b)", "[c]", "((d:0.5) e)", "f [g] h", "(i [j)] k")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(parts -> String.join(" ", parts));
    }

    private static String joined(WeightedPrompt prompt) {
        return prompt.parts().stream().map(WeightedPrompt.Part::text).collect(Collectors.joining());
    }

    private static String written(WeightedPrompt prompt) {
        return prompt.parts().stream()
                .map(part -> "%s=%.3f".formatted(part.text(), part.weight()))
                .collect(Collectors.joining("|"));
    }
}
