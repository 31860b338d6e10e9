/**
 * Where the parts of a checkpoint are: their configurations, weights and vocabularies. Start at
 * {@link dev.easel.checkpoint.layout.DiffusersFolder}.
 */
@NullMarked
package dev.easel.checkpoint.layout;

import org.jspecify.annotations.NullMarked;
