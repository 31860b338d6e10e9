package dev.easel.text.clip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.golden.Golden;
import dev.easel.text.WeightedPrompt;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class PromptChunksTest {
    private static final int BEGIN = 998;
    private static final int END = 999;
    private static final int BANG = 0;
    private static final ClipTokenizer TOKENIZER =
            ClipTokenizer.load(Golden.folder().resolve("models/sdxl/tokenizer_2"));

    @Test
    void theEmptyPromptIsOneRowOfBeginEndAndPadding() {
        var chunks = chunks("").chunks();
        assertThat(chunks).hasSize(1);
        assertThat(chunks.getFirst().ids()).hasSize(77).startsWith(BEGIN, END, BANG).endsWith(BANG);
        assertThat(chunks.getFirst().isPlain()).isTrue();
    }

    @Property(tries = 60)
    void rowsHoldTheTokensInOrderEachWithBeginEndAndPadding(
            @ForAll @IntRange(max = 400) int words) {
        int[] ids = TOKENIZER.encode("a ".repeat(words));
        var chunks = chunks("a ".repeat(words)).chunks();
        assertThat(chunks).hasSize(Math.max(1, (words + 74) / 75));
        for (int i = 0; i < chunks.size(); i++) {
            int[] part = Arrays.copyOfRange(ids, i * 75, Math.min(ids.length, (i + 1) * 75));
            assertThat(chunks.get(i).ids()).isEqualTo(TOKENIZER.frame(part));
        }
    }

    @Test
    void weightsStandAtTheirTokensAndAreOneAroundThem() {
        var weights = chunks("a (a a:1.5) a").chunks().getFirst().weights();
        assertThat(weights).hasSize(77).startsWith(1f, 1f, 1.5f, 1.5f, 1f, 1f);
        assertThat(weights[76]).isEqualTo(1f);
    }

    @Test
    void weightsGoOnInTheNextRow() {
        var chunks = chunks("(" + "a ".repeat(76) + ":2) a").chunks();
        assertThat(chunks.get(0).weights()).startsWith(1f, 2f).endsWith(2f, 1f);
        assertThat(chunks.get(1).weights()).startsWith(1f, 2f, 1f, 1f);
        assertThat(chunks.get(1).ids()[3]).isEqualTo(END);
    }

    @Test
    void filledRowsAreThoseOfTheEmptyPrompt() {
        var filled = chunks("a").filledTo(3, TOKENIZER).chunks();
        assertThat(filled).hasSize(3);
        assertThat(filled.get(2).ids()).isEqualTo(chunks("").chunks().getFirst().ids());
    }

    private static PromptChunks chunks(String prompt) {
        return PromptChunks.of(WeightedPrompt.parse(prompt), TOKENIZER);
    }
}
