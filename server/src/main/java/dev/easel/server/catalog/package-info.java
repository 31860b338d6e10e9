/** The models that are loaded, within a budget of memory. */
@NullMarked
package dev.easel.server.catalog;

import org.jspecify.annotations.NullMarked;
