/**
 * Stability's REST API, version 1, as it was until 2024: pictures by engines, with weighted
 * prompts.
 */
@NullMarked
package dev.easel.server.protocol.stability;

import org.jspecify.annotations.NullMarked;
