/**
 * The wires, a package each: none knows another. Here is what says which of them are served, and
 * what they have in common towards programs.
 */
@NullMarked
package dev.easel.server.protocol;

import org.jspecify.annotations.NullMarked;
