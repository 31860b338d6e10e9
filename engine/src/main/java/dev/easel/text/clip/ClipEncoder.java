package dev.easel.text.clip;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.tensor.DType;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.text.WeightedPrompt;
import dev.easel.text.inversion.TextualInversion;

import java.util.Arrays;
import java.util.List;

/**
 * A tokenizer and the text model that it was made for, with words of textual inversion or without.
 * Immutable and thread-safe.
 */
final class ClipEncoder {
    private final ClipTokenizer tokenizer;
    private final ClipTextModel model;
    private final LearnedTokens learned;

    ClipEncoder(ClipTokenizer tokenizer, ClipTextModel model) {
        var config = model.config();
        if (tokenizer.maxLength() > config.maxLength()) {
            throw new CheckpointException(
                    "the tokenizer makes rows of %d ids, the text model takes at most %d"
                            .formatted(tokenizer.maxLength(), config.maxLength()));
        }
        if (tokenizer.largestId() >= config.vocabularySize()) {
            throw new CheckpointException(
                    "the tokenizer has ids up to %d, the text model has embeddings for %d"
                            .formatted(tokenizer.largestId(), config.vocabularySize()));
        }
        this.tokenizer = tokenizer;
        this.model = model;
        learned = LearnedTokens.NONE;
    }

    private ClipEncoder(ClipEncoder other, LearnedTokens learned) {
        tokenizer = other.tokenizer;
        model = other.model;
        this.learned = learned;
    }

    /**
     * {@return the same with the words of embeddings that are made for the model}
     *
     * @param index which of an embedding's text models it is
     */
    ClipEncoder knowing(List<TextualInversion> inversions, int index) {
        return new ClipEncoder(
                this, new LearnedTokens(inversions, index, config().vocabularySize()));
    }

    ClipTextConfig config() {
        return model.config();
    }

    PromptChunks chunks(WeightedPrompt prompt) {
        return PromptChunks.of(prompt, tokenizer, learned);
    }

    PromptChunks filled(PromptChunks chunks, int count) {
        return chunks.filledTo(count, tokenizer);
    }

    /** Rows go through the model one by one, so that none depends on the others in a batch. */
    ClipTextOutput forward(PromptChunks.Chunk chunk) {
        var ids = Arrays.stream(chunk.ids()).asLongStream().toArray();
        return model.forward(Tensor.of(ids, Shape.of(1, ids.length)), learned.vectors());
    }

    /**
     * {@return the state that the UNet sees, [1, tokens, width]} With two text models it is one
     * layer earlier and without the final layer norm. As diffusers' {@code clip_skip}, which counts
     * from 0.
     *
     * @param skip 1 for the usual layer, 2 for the one before it
     */
    Tensor states(ClipTextOutput output, int skip, boolean dual) {
        if (dual) {
            return output.before(skip);
        }
        return skip == 1 ? output.lastHiddenState() : model.normed(output.before(skip - 1));
    }

    /**
     * Multiplies each token's state by its weight and scales the row back to the mean that it had,
     * as AUTOMATIC1111's web UI does. Each chunk is scaled by itself, so that a word's weight does
     * not change other chunks. A row without weights is returned as it is.
     *
     * @param states [1, tokens, width]
     */
    static Tensor weighted(Tensor states, PromptChunks.Chunk chunk) {
        if (chunk.isPlain()) {
            return states;
        }
        var weights = chunk.weights();
        var exact = states.to(DType.F32);
        var multiplied =
                exact.mul(Tensor.of(weights, Shape.of(1, weights.length, 1)).to(states.device()));
        double scale = exact.mean().item() / multiplied.mean().item();
        // Weights that cancel out leave no mean to scale by.
        var scaled = Double.isFinite(scale) ? multiplied.mul(scale) : multiplied;
        return scaled.to(states.dtype());
    }
}
