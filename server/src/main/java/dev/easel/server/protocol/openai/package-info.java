/**
 * OpenAI's Images API: its names, JSON, forms, events, links and errors. Requests become those of
 * {@code request}, jobs become answers. No other protocol may use this package, nor this one
 * another.
 */
@NullMarked
package dev.easel.server.protocol.openai;

import org.jspecify.annotations.NullMarked;
