package dev.easel.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the pairs of square brackets that A1111 reads as more than a weight (its {@code
 * prompt_parser}): a bar makes alternation of them, a number behind their last colon editing. Round
 * brackets within them hide bars and colons.
 */
final class SquareBrackets {
    private static final Pattern NUMBER =
            Pattern.compile(
                    ":\\s*+[+-]?+(?:\\d++(?:\\.\\d*+)?+|\\.\\d++)(?:[eE][+-]?+\\d++)?+\\s*+\\]");

    private final String prompt;
    private final List<Found> found = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();

    /**
     * A pair of brackets at [from, to).
     *
     * @param marks the characters that make it more than a weight
     */
    record Found(LaterSyntax.Kind kind, int from, int to, List<Integer> marks) {}

    /** A bracket that is not closed yet. */
    private static final class Open {
        private final int from;
        private final List<Integer> bars = new ArrayList<>();
        private int round;
        private int colon;

        Open(int from) {
            this.from = from;
        }
    }

    private SquareBrackets(String prompt) {
        this.prompt = prompt;
    }

    /** {@return those of a prompt, in the order of their ends} */
    static List<Found> in(String prompt) {
        var brackets = new SquareBrackets(prompt);
        int i = 0;
        while (i < prompt.length()) {
            boolean escape = prompt.charAt(i) == '\\';
            if (!escape) {
                brackets.readAt(i);
            }
            i += escape ? 2 : 1; // what follows an escape is text
        }
        return brackets.found;
    }

    private void readAt(int position) {
        char c = prompt.charAt(position);
        if (c == '[') {
            open.push(new Open(position));
        }
        if (open.isEmpty()) {
            return;
        }
        var innermost = open.peek();
        switch (c) {
            case '(' -> innermost.round++;
            case ')' -> innermost.round = Math.max(0, innermost.round - 1);
            case ']' -> close(open.pop(), position);
            case '|' -> {
                if (innermost.round == 0) {
                    innermost.bars.add(position);
                }
            }
            case ':' -> {
                if (innermost.round == 0) {
                    innermost.colon = position;
                }
            }
            default -> {}
        }
    }

    private void close(Open bracket, int end) {
        var marks = new ArrayList<>(bracket.bars);
        if (bracket.colon > 0 && isNumber(bracket.colon, end)) {
            marks.add(bracket.colon);
        }
        if (!marks.isEmpty()) {
            var kind =
                    bracket.bars.isEmpty()
                            ? LaterSyntax.Kind.EDITING
                            : LaterSyntax.Kind.ALTERNATION;
            found.add(new Found(kind, bracket.from, end + 1, List.copyOf(marks)));
        }
    }

    private boolean isNumber(int colon, int end) {
        return NUMBER.matcher(prompt).region(colon, end + 1).matches();
    }
}
