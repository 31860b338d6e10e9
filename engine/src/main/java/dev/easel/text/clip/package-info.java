/**
 * CLIP's tokenizer and text models, and the prompt encoders of SD 1, SD 2 and SDXL. Start reading
 * at {@link dev.easel.text.clip.PromptEncoder}; {@link dev.easel.text.clip.ClipTokenizer} and
 * {@link dev.easel.text.clip.ClipTextModel} are its two halves.
 */
@NullMarked
package dev.easel.text.clip;

import org.jspecify.annotations.NullMarked;
