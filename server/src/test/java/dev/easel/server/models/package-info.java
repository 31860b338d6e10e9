/** Tests of which models are in memory. */
@NullMarked
package dev.easel.server.models;

import org.jspecify.annotations.NullMarked;
