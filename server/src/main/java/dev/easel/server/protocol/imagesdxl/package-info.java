/**
 * {@code POST /image/sdxl}, in the page's words: its names, JSON, events and errors. Requests
 * become those of {@code request}, jobs become result objects. Jobs that are asked for later are
 * told in the same form. No other protocol may use this package, nor this one another.
 */
@NullMarked
package dev.easel.server.protocol.imagesdxl;

import org.jspecify.annotations.NullMarked;
