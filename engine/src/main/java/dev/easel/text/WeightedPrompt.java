package dev.easel.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A prompt as parts of equal weight, in the order of the text; neighbours differ in weight.
 *
 * <p>The notation is that of AUTOMATIC1111's web UI: {@code (word)} is 1.1, {@code [word]} 1/1.1,
 * {@code (word:1.3)} says it, nested ones multiply, and {@code \(} {@code \)} {@code \[} {@code \]}
 * {@code \\} {@code \:} {@code \|} are the characters themselves. A bracket that is never closed
 * applies to the rest, one that was never opened is text. A text without any of this is one part of
 * weight 1.
 */
public record WeightedPrompt(List<Part> parts) {
    /** Beyond this, numbers in the embedding leave the range of their type. */
    private static final float LARGEST_WEIGHT = 1e6f;

    public WeightedPrompt {
        parts = List.copyOf(parts);
    }

    /** A run of text and its weight. */
    public record Part(String text, float weight) {
        public Part {
            if (!(Math.abs(weight) <= LARGEST_WEIGHT)) {
                throw new IllegalArgumentException(
                        "the weight of a prompt's words must be between -1000000 and 1000000,"
                                + " got "
                                + weight);
            }
        }
    }

    /**
     * Reads the notation.
     *
     * @throws IllegalArgumentException when a weight, multiplied by those around it, is out of
     *     range
     */
    public static WeightedPrompt parse(String prompt) {
        return new WeightedPrompt(joinEqualWeights(new WeightNotation(prompt).parts()));
    }

    /** Whether every part has the weight 1. */
    boolean isPlain() {
        return parts.stream().allMatch(part -> part.weight() == 1f);
    }

    private static List<Part> joinEqualWeights(List<Part> parts) {
        var joined = new ArrayList<Part>();
        for (int i = 0; i < parts.size(); ) {
            float weight = parts.get(i).weight();
            var text = new StringBuilder();
            for (; i < parts.size() && parts.get(i).weight() == weight; i++) {
                text.append(parts.get(i).text());
            }
            joined.add(new Part(text.toString(), weight));
        }
        return joined;
    }
}
