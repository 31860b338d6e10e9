/** POST /image/sdxl: wire in, wire out. */
@NullMarked
package dev.easel.server.protocol.imagesdxl;

import org.jspecify.annotations.NullMarked;
