/** Tests of the running service, over real HTTP. */
@NullMarked
package dev.easel.server;

import org.jspecify.annotations.NullMarked;
