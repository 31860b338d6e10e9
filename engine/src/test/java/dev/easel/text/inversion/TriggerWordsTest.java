package dev.easel.text.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Collectors;

class TriggerWordsTest {
    @Test
    void wordsAreFoundInSmallAndCapitalLettersAndBetweenAnySigns() {
        assertThat(words("Bad-Hands, (bad-hands), x_BAD-HANDS2", "bad-hands"))
                .containsExactly("Bad-Hands", "bad-hands", "BAD-HANDS");
    }

    @Test
    void aWordIsNotFoundInTheMidstOfOtherLetters() {
        assertThat(words("foxes firefox éfox foxé", "fox")).isEmpty();
        assertThat(words("a fox-hunt, 2fox2 <fox>", "fox")).hasSize(3);
    }

    @Test
    void theLongestOfSeveralCounts() {
        assertThat(words("bad_prompt_version2, bad_prompt", "bad_prompt", "bad_prompt_version2"))
                .containsExactly("bad_prompt_version2", "bad_prompt");
    }

    @Test
    void signsAtItsEndsNeedNothingAroundThem() {
        assertThat(words("a<castle>b", "<castle>")).containsExactly("<castle>");
    }

    @Test
    void blankWordsAreNone() {
        assertThat(words("a b", "", " ")).isEmpty();
    }

    @Property
    void thePiecesAreTheText(@ForAll String text, @ForAll @Size(max = 5) List<String> words) {
        var pieces = new TriggerWords(words).cut(text);
        assertThat(pieces.stream().map(TriggerWords.Piece::text).collect(Collectors.joining()))
                .isEqualTo(text);
        assertThat(pieces).noneMatch(piece -> piece.text().isEmpty());
    }

    private static List<String> words(String text, String... words) {
        return new TriggerWords(List.of(words))
                .cut(text).stream()
                        .filter(TriggerWords.Piece::isWord)
                        .map(TriggerWords.Piece::text)
                        .toList();
    }
}
