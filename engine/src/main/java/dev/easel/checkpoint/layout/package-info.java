/**
 * Where the parts of a model are: their configurations, weights and vocabularies. Start at {@link
 * dev.easel.checkpoint.layout.ModelFiles}.
 */
@NullMarked
package dev.easel.checkpoint.layout;

import org.jspecify.annotations.NullMarked;
