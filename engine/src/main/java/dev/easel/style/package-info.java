/**
 * Styles: ready-made words around a prompt.
 *
 * <p>Uses Jackson to read the built-in ones. Start reading at {@link dev.easel.style.StyleCatalog}.
 */
@NullMarked
package dev.easel.style;

import org.jspecify.annotations.NullMarked;
