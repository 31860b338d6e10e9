/**
 * {@code /sdapi/v1} and {@code /internal}, as AUTOMATIC1111's web UI speaks to programs: its names,
 * JSON and errors. Requests become those of {@code request}, jobs become its lists of pictures. No
 * other protocol may use this package, nor this one another.
 */
@NullMarked
package dev.easel.server.protocol.a1111;

import org.jspecify.annotations.NullMarked;
