/** Tests of the page's protocol without a server; {@code contract} has those with one. */
@NullMarked
package dev.easel.server.protocol.imagesdxl;

import org.jspecify.annotations.NullMarked;
