/**
 * Prompt to embedding: tokens, the CLIP text models, weighted words and long prompts.
 *
 * <p>May use {@code nn}, {@code checkpoint} and {@code tensor}. Start reading at {@link
 * dev.easel.text.PromptEncoder}; {@link dev.easel.text.ClipTokenizer} and {@link
 * dev.easel.text.ClipTextModel} are its two halves.
 */
@NullMarked
package dev.easel.text;

import org.jspecify.annotations.NullMarked;
