/** Layers as a network has them, outside of the package that profiles them. */
@NullMarked
package dev.easel.profiled;

import org.jspecify.annotations.NullMarked;
