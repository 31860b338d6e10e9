/** Tests of which models are in memory. */
@NullMarked
package dev.easel.server.catalog;

import org.jspecify.annotations.NullMarked;
