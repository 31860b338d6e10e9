/** POST /image/sdxl: wire in, wire out. */
@NullMarked
package dev.easel.server.generation;

import org.jspecify.annotations.NullMarked;
