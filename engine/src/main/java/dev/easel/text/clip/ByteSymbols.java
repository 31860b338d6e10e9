package dev.easel.text.clip;

import java.util.Arrays;
import java.util.List;

/**
 * The printable character that stands for each byte value in a byte-pair vocabulary: a printable
 * Latin-1 character stands for itself, the others take the characters from U+0100 on in their
 * order. Source: GPT-2's vocabulary.
 */
final class ByteSymbols {
    private ByteSymbols() {}

    static String[] table() {
        var symbols = new String[256];
        int nextStandIn = 256;
        for (int value = 0; value < 256; value++) {
            symbols[value] = Character.toString(isPrintable(value) ? value : nextStandIn++);
        }
        return symbols;
    }

    /** {@return all symbols as vocabularies begin with them: rising} */
    static List<String> inOrder() {
        return Arrays.stream(table()).sorted().toList();
    }

    private static boolean isPrintable(int value) {
        boolean ascii = value >= '!' && value <= '~';
        boolean latin = value >= 0xa1 && value != 0xad;
        return ascii || latin;
    }
}
