package dev.easel.text.clip;

import dev.easel.text.WeightedPrompt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A prompt's tokens cut into rows that the text model takes, each with its own begin, end and
 * padding. The cut is made where a row is full, wherever in the text that is; the empty prompt is
 * one row without tokens.
 */
record PromptChunks(List<Chunk> chunks) {
    PromptChunks {
        chunks = List.copyOf(chunks);
    }

    /** One row: ids [maxLength], and a weight for each, 1 for begin, end and padding. */
    static final class Chunk {
        private final int[] ids;
        private final float[] weights;

        private Chunk(int[] ids, float[] weights) {
            this.ids = ids;
            this.weights = weights;
        }

        int[] ids() {
            return ids.clone();
        }

        float[] weights() {
            return weights.clone();
        }

        /** Whether no token has another weight than 1. */
        boolean isPlain() {
            for (float weight : weights) {
                if (weight != 1f) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Cuts a prompt; parts of different weight are tokenized each for itself. */
    static PromptChunks of(WeightedPrompt prompt, ClipTokenizer tokenizer) {
        return of(prompt, tokenizer, LearnedTokens.NONE);
    }

    /** Cuts a prompt that may have words of textual inversion. */
    static PromptChunks of(WeightedPrompt prompt, ClipTokenizer tokenizer, LearnedTokens learned) {
        var encoded =
                prompt.parts().stream()
                        .map(part -> learned.encode(part.text(), tokenizer))
                        .toList();
        int count = encoded.stream().mapToInt(ids -> ids.length).sum();
        var ids = new int[count];
        var weights = new float[count];
        int at = 0;
        for (int i = 0; i < encoded.size(); i++) {
            var part = encoded.get(i);
            System.arraycopy(part, 0, ids, at, part.length);
            Arrays.fill(weights, at, at + part.length, prompt.parts().get(i).weight());
            at += part.length;
        }
        int room = tokenizer.maxLength() - 2;
        var chunks = new ArrayList<Chunk>();
        for (int from = 0; from < count || chunks.isEmpty(); from += room) {
            int to = Math.min(count, from + room);
            chunks.add(
                    chunk(
                            tokenizer,
                            Arrays.copyOfRange(ids, from, to),
                            Arrays.copyOfRange(weights, from, to)));
        }
        return new PromptChunks(chunks);
    }

    /** The same chunks followed by empty ones, {@code count} in all. */
    PromptChunks filledTo(int count, ClipTokenizer tokenizer) {
        var filled = new ArrayList<>(chunks);
        while (filled.size() < count) {
            filled.add(chunk(tokenizer, new int[0], new float[0]));
        }
        return new PromptChunks(filled);
    }

    private static Chunk chunk(ClipTokenizer tokenizer, int[] ids, float[] weights) {
        var framedWeights = new float[tokenizer.maxLength()];
        Arrays.fill(framedWeights, 1f);
        System.arraycopy(weights, 0, framedWeights, 1, weights.length);
        return new Chunk(tokenizer.frame(ids), framedWeights);
    }
}
