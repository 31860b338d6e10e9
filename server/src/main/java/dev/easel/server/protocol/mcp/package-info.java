/**
 * The Model Context Protocol: an assistant's program lists what can be drawn and has it drawn.
 * {@code POST /mcp} is here, and what `./easel mcp` needs of it without a service: only what is
 * marked as Spring's belongs to the service.
 */
@NullMarked
package dev.easel.server.protocol.mcp;

import org.jspecify.annotations.NullMarked;
