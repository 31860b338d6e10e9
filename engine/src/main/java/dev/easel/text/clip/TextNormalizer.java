package dev.easel.text.clip;

import java.text.Normalizer;

/**
 * The spelling of a text that CLIP's vocabulary knows: composed (NFC) and in lower case. White
 * space needs no work here, as no piece of text contains any.
 */
final class TextNormalizer {
    /** Composing a run of marks takes quadratic time, so that longer runs are cut here. */
    private static final int LONGEST_RUN_OF_MARKS = 256;

    private TextNormalizer() {}

    static String normalize(String text) {
        var composed = compose(text);
        var lower = new StringBuilder(composed.length());
        composed.codePoints().forEach(codePoint -> appendLowerCase(lower, codePoint));
        return lower.toString();
    }

    /** Lower case of a lone code point: no rule looks at the neighbours, as in a final sigma. */
    private static void appendLowerCase(StringBuilder lower, int codePoint) {
        lower.appendCodePoint(Character.toLowerCase(codePoint));
        if (codePoint == 'İ') {
            lower.append('\u0307');
        }
    }

    private static String compose(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        var composed = new StringBuilder(text.length());
        int from = 0;
        int marks = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            marks = isMark(codePoint) ? marks + 1 : 0;
            if (marks > LONGEST_RUN_OF_MARKS) {
                composed.append(Normalizer.normalize(text.substring(from, i), Normalizer.Form.NFC));
                from = i;
                marks = 0;
            }
            i += Character.charCount(codePoint);
        }
        return composed.append(Normalizer.normalize(text.substring(from), Normalizer.Form.NFC))
                .toString();
    }

    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK ->
                    true;
            default -> false;
        };
    }
}
