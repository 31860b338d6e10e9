/**
 * A prompt, the weights of its words, and its embeddings: what does not depend on the text model.
 * Each kind of text model has a package of its own below. Start reading at {@link
 * dev.easel.text.Prompt}.
 */
@NullMarked
package dev.easel.text;

import org.jspecify.annotations.NullMarked;
