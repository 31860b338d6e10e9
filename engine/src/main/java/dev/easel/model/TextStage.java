package dev.easel.model;

import java.util.Optional;

/**
 * Turns prompts into what a {@link Backbone} is conditioned on. Its calls take the device's turn.
 */
@FunctionalInterface
public interface TextStage {
    /**
     * {@return the encoded prompts, whose tensors belong to the caller's innermost scope}
     *
     * @param prompt with weights in A1111's notation, of any length
     * @param negativePrompt absent is not the same as empty for every model: some then take zeros
     *     instead of an embedding
     * @throws IllegalArgumentException where a prompt is too long or has a weight out of range
     */
    Encoded encode(String prompt, Optional<String> negativePrompt);

    /** Prompts that are encoded once for pictures of any size. Needs no weights any more. */
    @FunctionalInterface
    interface Encoded {
        /**
         * {@return the conditioning for pictures of a size, in the innermost scope}
         *
         * @param guided whether it is a batch [negative, positive], not the prompt alone
         * @param width in pixels
         * @param height in pixels
         */
        Conditioning conditioning(boolean guided, int width, int height);
    }
}
