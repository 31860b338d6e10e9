package dev.easel.text.clip;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.text.Prompt;
import dev.easel.text.PromptEmbedding;
import dev.easel.text.PromptEmbeddings;
import dev.easel.text.WeightedPrompt;
import dev.easel.text.inversion.TextualInversion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Turns a prompt into the embeddings that the UNet is conditioned on: reads the weights, cuts the
 * text into chunks that the text models take, and concatenates their states.
 *
 * <p>With one text model (SD 1 and 2) the context is its last hidden state; with two (SDXL) it is
 * the penultimate states of both side by side, without the final layer norm, and there is a pooled
 * vector: the second model's, of the first chunk. A prompt without weights that fits one chunk
 * gives what diffusers' {@code encode_prompt} gives. Immutable and thread-safe; it uses the models
 * without owning them.
 */
public final class PromptEncoder {
    /** With more chunks a UNet call would take minutes; such a text is a mistake. */
    private static final int MOST_CHUNKS = 100;

    /** The layer that UNets are trained with, as A1111 counts. */
    private static final int USUAL = 1;

    private final List<ClipEncoder> encoders;
    private final boolean zerosForAbsentNegative;

    private PromptEncoder(List<ClipEncoder> encoders, boolean zerosForAbsentNegative) {
        this.encoders = List.copyOf(encoders);
        this.zerosForAbsentNegative = zerosForAbsentNegative;
    }

    /**
     * {@return the encoder of SD 1 and 2}
     *
     * @throws CheckpointException when the tokenizer does not fit the model
     */
    public static PromptEncoder single(ClipTokenizer tokenizer, ClipTextModel model) {
        return new PromptEncoder(List.of(new ClipEncoder(tokenizer, model)), false);
    }

    /**
     * {@return the encoder of SDXL}
     *
     * @param zerosForAbsentNegative {@code force_zeros_for_empty_prompt} of model_index.json:
     *     whether an absent negative prompt means zeros instead of the empty text
     * @throws CheckpointException when a tokenizer does not fit its model, or the second model has
     *     no projection
     */
    public static PromptEncoder dual(
            ClipTokenizer tokenizer1,
            ClipTextModel model1,
            ClipTokenizer tokenizer2,
            ClipTextModel model2,
            boolean zerosForAbsentNegative) {
        if (!model2.config().projected()) {
            throw new CheckpointException(
                    "the second text model must be a CLIPTextModelWithProjection");
        }
        if (tokenizer1.maxLength() != tokenizer2.maxLength()) {
            throw new CheckpointException(
                    "both tokenizers must make rows of the same length, got %d and %d"
                            .formatted(tokenizer1.maxLength(), tokenizer2.maxLength()));
        }
        return new PromptEncoder(
                List.of(new ClipEncoder(tokenizer1, model1), new ClipEncoder(tokenizer2, model2)),
                zerosForAbsentNegative);
    }

    /**
     * Encodes both texts; the result belongs to the innermost scope of the caller.
     *
     * @throws IllegalArgumentException when a weight is out of range, a text has more than 100
     *     chunks, or the text models have fewer layers than shall be skipped
     */
    public PromptEmbeddings encode(Prompt prompt) {
        return prompt.inversions().isEmpty()
                ? encodeKnown(prompt)
                : knowing(prompt.inversions()).encodeKnown(prompt);
    }

    private PromptEncoder knowing(List<TextualInversion> inversions) {
        return new PromptEncoder(
                IntStream.range(0, encoders.size())
                        .mapToObj(i -> encoders.get(i).knowing(inversions, i))
                        .toList(),
                zerosForAbsentNegative);
    }

    private PromptEmbeddings encodeKnown(Prompt prompt) {
        int skip = prompt.clipSkip().orElse(USUAL);
        requireLayers(skip);
        boolean zeros = prompt.negative().isEmpty() && zerosForAbsentNegative;
        var positive = chunks(prompt.text());
        var negative = zeros ? positive : chunks(prompt.negative().orElse(""));
        int count = Math.max(longest(positive), longest(negative));
        if (count > MOST_CHUNKS) {
            throw new IllegalArgumentException(
                    "a prompt must have at most %d chunks of tokens, got %d"
                            .formatted(MOST_CHUNKS, count));
        }
        try (var scope = TensorScope.open()) {
            var wanted = embedding(positive, count, skip);
            var unwanted = zeros ? zerosLike(wanted) : embedding(negative, count, skip);
            return new PromptEmbeddings(promote(wanted, scope), promote(unwanted, scope));
        }
    }

    private List<PromptChunks> chunks(String text) {
        var weighted = WeightedPrompt.parse(text);
        return encoders.stream().map(encoder -> encoder.chunks(weighted)).toList();
    }

    private static int longest(List<PromptChunks> perEncoder) {
        return perEncoder.stream().mapToInt(chunks -> chunks.chunks().size()).max().orElse(1);
    }

    private PromptEmbedding embedding(List<PromptChunks> perEncoder, int count, int skip) {
        var contexts = new ArrayList<Tensor>();
        var pooled = Optional.<Tensor>empty();
        for (int i = 0; i < encoders.size(); i++) {
            var encoder = encoders.get(i);
            var states = new ArrayList<Tensor>();
            for (var chunk : encoder.filled(perEncoder.get(i), count).chunks()) {
                var output = encoder.forward(chunk);
                var state = encoder.states(output, skip, isDual());
                states.add(ClipEncoder.weighted(state, chunk));
                if (isDual() && states.size() == 1) {
                    pooled = Optional.of(output.pooled()); // in the end that of the last encoder
                }
            }
            contexts.add(Tensor.cat(states, 1)); // [1, chunks * tokens, width]
        }
        return new PromptEmbedding(Tensor.cat(contexts, 2), pooled);
    }

    private void requireLayers(int skip) {
        int layers = encoders.stream().mapToInt(e -> e.config().layers()).min().orElseThrow();
        if (skip < USUAL || skip > layers) {
            throw new IllegalArgumentException(
                    "clip skip must be between 1 and %d for this model's text encoder, got %d"
                            .formatted(layers, skip));
        }
    }

    private boolean isDual() {
        return encoders.size() == 2;
    }

    private static PromptEmbedding zerosLike(PromptEmbedding other) {
        return new PromptEmbedding(
                zerosLike(other.context()), other.pooled().map(PromptEncoder::zerosLike));
    }

    private static Tensor zerosLike(Tensor other) {
        return Tensor.zeros(other.shape(), other.dtype(), other.device());
    }

    private static PromptEmbedding promote(PromptEmbedding embedding, TensorScope scope) {
        scope.promote(embedding.context());
        embedding.pooled().ifPresent(scope::promote);
        return embedding;
    }
}
