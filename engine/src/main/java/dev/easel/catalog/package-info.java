/**
 * What is known by an id, models and styles, and the user's folders on this machine. Start reading
 * at {@link dev.easel.catalog.KnownModel}.
 */
@NullMarked
package dev.easel.catalog;

import org.jspecify.annotations.NullMarked;
