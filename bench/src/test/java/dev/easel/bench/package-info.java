/** Tests of the measuring. */
@NullMarked
package dev.easel.bench;

import org.jspecify.annotations.NullMarked;
