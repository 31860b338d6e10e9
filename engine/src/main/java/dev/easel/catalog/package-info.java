/**
 * The models that have an id, and where on this machine they are. Start reading at {@link
 * dev.easel.catalog.KnownModel}.
 */
@NullMarked
package dev.easel.catalog;

import org.jspecify.annotations.NullMarked;
