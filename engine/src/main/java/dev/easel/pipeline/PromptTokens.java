package dev.easel.pipeline;

import dev.easel.catalog.ModelPlace;
import dev.easel.family.ModelFamily;
import dev.easel.text.WeightedPrompt;

import java.util.function.ToIntFunction;

/**
 * How long prompts are for a model, told by its tokenizer, without its weights. A prompt above
 * {@link #LIMIT} is encoded in several chunks: nothing of it is left out. Thread-safe.
 */
public final class PromptTokens {
    /** How many fit into one chunk: CLIP's text models take 77 with those of begin and end. */
    public static final int LIMIT = 75;

    private final ToIntFunction<WeightedPrompt> counter;

    private PromptTokens(ToIntFunction<WeightedPrompt> counter) {
        this.counter = counter;
    }

    /**
     * {@return the counter of a model}
     *
     * @throws dev.easel.checkpoint.CheckpointException where a file of it is missing or broken
     */
    public static PromptTokens of(ModelPlace place) {
        return new PromptTokens(ModelFamily.tokenCounter(place.files()));
    }

    /**
     * {@return the tokens of a prompt, without its notation of weights and those of begin and end}
     *
     * @throws IllegalArgumentException where a weight in the prompt is out of range
     */
    public int count(String prompt) {
        return counter.applyAsInt(WeightedPrompt.parse(prompt));
    }
}
