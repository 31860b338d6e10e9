/** The depth estimator against transformers', and its refusals. */
@NullMarked
package dev.easel.depth;

import org.jspecify.annotations.NullMarked;
