/**
 * Textual inversion: files of vectors that stand in a prompt for a word. Start reading at {@link
 * dev.easel.text.inversion.TextualInversion}.
 */
@NullMarked
package dev.easel.text.inversion;

import org.jspecify.annotations.NullMarked;
