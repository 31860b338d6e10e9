package dev.easel.model;

import dev.easel.text.Prompt;

/**
 * Turns prompts into what a {@link Backbone} is conditioned on. Its calls take the device's turn.
 */
@FunctionalInterface
public interface TextStage {
    /**
     * {@return the encoded prompts, whose tensors belong to the caller's innermost scope}
     *
     * @throws IllegalArgumentException where a prompt is too long or has a weight out of range, or
     *     there is no such layer as it shall be read from
     */
    Encoded encode(Prompt prompt);

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
