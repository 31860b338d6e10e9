/** Who may call. */
@NullMarked
package dev.easel.server.access;

import org.jspecify.annotations.NullMarked;
