package dev.easel.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the weights of one prompt, in two passes: the brackets cut the text into runs and spans
 * over them, then every run gets the product of the spans that cover it. Round and square brackets
 * pair up independently of each other, so {@code (a [b) c]} has two overlapping spans.
 */
final class WeightNotation {
    private static final double ROUND = 1.1;
    private static final double SQUARE = 1 / 1.1;
    private static final Pattern SAID_WEIGHT =
            Pattern.compile(":\\s*+([+-]?+(?:\\d++(?:\\.\\d*+)?+|\\.\\d++))\\s*+\\)");

    private final String prompt;
    private final List<String> runs = new ArrayList<>();
    private final StringBuilder run = new StringBuilder();
    private final List<Span> roundSpans = new ArrayList<>();
    private final List<Span> squareSpans = new ArrayList<>();
    private final Deque<Span> openRound = new ArrayDeque<>();
    private final Deque<Span> openSquare = new ArrayDeque<>();

    /** A weight over the runs [from, to); it reaches to the end until its bracket is closed. */
    private static final class Span {
        private final int from;
        private int to = Integer.MAX_VALUE;
        private double factor;

        Span(int from, double factor) {
            this.from = from;
            this.factor = factor;
        }
    }

    WeightNotation(String prompt) {
        this.prompt = prompt;
    }

    List<WeightedPrompt.Part> parts() {
        for (int i = 0; i < prompt.length(); ) {
            i = readAt(i);
        }
        endRun();
        var round = products(roundSpans);
        var square = products(squareSpans);
        var parts = new ArrayList<WeightedPrompt.Part>();
        for (int i = 0; i < runs.size(); i++) {
            parts.add(new WeightedPrompt.Part(runs.get(i), (float) (round[i] * square[i])));
        }
        return parts;
    }

    /** Reads what stands at a position and returns the position after it. */
    private int readAt(int position) {
        char c = prompt.charAt(position);
        switch (c) {
            case '\\' -> {
                return readEscape(position);
            }
            case ':' -> {
                return readWeight(position);
            }
            case '(' -> open(openRound, roundSpans, ROUND);
            case '[' -> open(openSquare, squareSpans, SQUARE);
            case ')' -> closeOrText(openRound, c);
            case ']' -> closeOrText(openSquare, c);
            default -> run.append(c);
        }
        return position + 1;
    }

    private int readEscape(int position) {
        int next = position + 1;
        if (next < prompt.length() && "()[]\\:|".indexOf(prompt.charAt(next)) >= 0) {
            run.append(prompt.charAt(next));
            return next + 1;
        }
        run.append('\\');
        return next;
    }

    private int readWeight(int position) {
        var weight = SAID_WEIGHT.matcher(prompt).region(position, prompt.length());
        if (openRound.isEmpty() || !weight.lookingAt()) {
            run.append(':');
            return position + 1;
        }
        close(openRound).factor = Double.parseDouble(weight.group(1));
        return weight.end();
    }

    private void open(Deque<Span> openSpans, List<Span> spans, double factor) {
        endRun();
        var span = new Span(runs.size(), factor);
        spans.add(span);
        openSpans.push(span);
    }

    private void closeOrText(Deque<Span> openSpans, char bracket) {
        if (openSpans.isEmpty()) {
            run.append(bracket);
            return;
        }
        close(openSpans);
    }

    private Span close(Deque<Span> openSpans) {
        endRun();
        var span = openSpans.pop();
        span.to = runs.size();
        return span;
    }

    private void endRun() {
        if (!run.isEmpty()) {
            runs.add(run.toString());
            run.setLength(0);
        }
    }

    /** The product of the spans over each run; spans of one kind are properly nested. */
    private double[] products(List<Span> spans) {
        var products = new double[runs.size()];
        var covering = new ArrayDeque<Span>();
        var outerProducts = new ArrayDeque<Double>();
        double product = 1;
        int next = 0;
        for (int i = 0; i < products.length; i++) {
            while (!covering.isEmpty() && covering.peek().to <= i) {
                covering.pop();
                product = outerProducts.pop();
            }
            for (; next < spans.size() && spans.get(next).from == i; next++) {
                var span = spans.get(next);
                if (span.to > i) {
                    covering.push(span);
                    outerProducts.push(product);
                    product *= span.factor;
                }
            }
            products[i] = product;
        }
        return products;
    }
}
