package dev.easel.text.clip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.golden.Golden;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

class BytePairMergesTest {
    private static final TokenizerFiles FILES =
            TokenizerFiles.read(Golden.folder().resolve("tokenizer"));
    private static final BytePairMerges MERGES =
            new BytePairMerges(FILES.vocabulary(), FILES.merges(), 0);
    private static final Map<String, Integer> RANKS = ranks();
    private static final Map<String, Integer> TINY =
            Map.of("a", 0, "b", 1, "a</w>", 2, "b</w>", 3, "aa", 4, "aa</w>", 5, "aab", 6);

    @Test
    void ofEqualPairsTheLeftmostIsMergedFirst() {
        var merges = new BytePairMerges(TINY, List.of("a a"), 9);
        assertThat(merges.encode(ascii("aaab"))).containsExactly(4, 0, 3);
    }

    @Test
    void theEarlierMergeGoesFirstWhereverItStands() {
        var merges = new BytePairMerges(TINY, List.of("a a</w>", "a a", "aa b"), 9);
        assertThat(merges.encode(ascii("aaa"))).containsExactly(0, 5);
        assertThat(merges.encode(ascii("aabaa"))).containsExactly(6, 5);
    }

    @Test
    void aByteWithoutAnEntryIsUnknown() {
        var merges = new BytePairMerges(TINY, List.of(), 9);
        assertThat(merges.encode(ascii("axb"))).containsExactly(0, 9, 3);
    }

    @Test
    void anEmptyPieceHasNoIds() {
        assertThat(MERGES.encode(new byte[0])).isEmpty();
    }

    @Property
    void theQueueGivesWhatSearchingTheWholeWordGives(
            @ForAll @AlphaChars @CharRange(from = 'a', to = 'e') @StringLength(min = 1, max = 60)
                    String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        assertThat(MERGES.encode(ascii(lower))).isEqualTo(bySearch(lower));
    }

    /** The definition: as long as there is a listed pair, merge the first of the lowest rank. */
    private static int[] bySearch(String word) {
        var symbols = new ArrayList<String>();
        word.chars().forEach(c -> symbols.add(Character.toString(c)));
        symbols.set(symbols.size() - 1, symbols.getLast() + "</w>");
        while (true) {
            int best = Integer.MAX_VALUE;
            int at = -1;
            for (int i = 0; i + 1 < symbols.size(); i++) {
                int rank = RANKS.getOrDefault(symbols.get(i) + " " + symbols.get(i + 1), best);
                if (rank < best) {
                    best = rank;
                    at = i;
                }
            }
            if (at < 0) {
                return symbols.stream().mapToInt(FILES.vocabulary()::get).toArray();
            }
            symbols.set(at, symbols.get(at) + symbols.remove(at + 1));
        }
    }

    private static Map<String, Integer> ranks() {
        var ranks = new HashMap<String, Integer>();
        for (int i = 0; i < FILES.merges().size(); i++) {
            ranks.put(FILES.merges().get(i), i);
        }
        return ranks;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
