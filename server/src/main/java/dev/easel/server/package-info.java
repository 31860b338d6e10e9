/**
 * The HTTP service: start-up and settings. What it does is in the packages below, of which {@code
 * protocol.imagesdxl} is the one to read first.
 */
@NullMarked
package dev.easel.server;

import org.jspecify.annotations.NullMarked;
