/** Many clients at the same time. */
@NullMarked
package dev.easel.server.load;

import org.jspecify.annotations.NullMarked;
