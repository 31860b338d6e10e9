/** Number formats of weights: which there are, and what computes with them. */
@NullMarked
package dev.easel.quant;

import org.jspecify.annotations.NullMarked;
