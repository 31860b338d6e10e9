/** Tests of downloads, against a server of their own. */
@NullMarked
package dev.easel.server.pull;

import org.jspecify.annotations.NullMarked;
