/** Where what can be made again is kept between two runs. Uses nothing. */
@NullMarked
package dev.easel.cache;

import org.jspecify.annotations.NullMarked;
