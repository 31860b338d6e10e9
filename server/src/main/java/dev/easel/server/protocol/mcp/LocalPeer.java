package dev.easel.server.protocol.mcp;

import dev.easel.server.web.Shown;

import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Answers one client in this process. */
public final class LocalPeer implements Peer {
    private static final Set<String> FIRST = Set.of(Methods.INITIALIZE, Methods.PING);

    private final Conversation conversation;
    private final Studio studio;

    /**
     * Begins.
     *
     * @param studio that makes the client's pictures
     */
    public LocalPeer(Methods methods, Studio studio) {
        this.conversation = new Conversation(UUID.randomUUID().toString(), methods);
        this.studio = studio;
    }

    @Override
    public void answer(Message.Request request, byte[] text, Outlet outlet) throws IOException {
        if (!conversation.hasBegun() && !FIRST.contains(request.method())) {
            var refusal =
                    Message.error(
                            Optional.of(request.id()),
                            ErrorCodes.INVALID_REQUEST,
                            "initialize must come before " + Shown.of(request.method()));
            outlet.answer(JsonMapper.shared().writeValueAsBytes(refusal));
            return;
        }
        try {
            conversation.answer(request, studio, outlet);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void take(Message.Notification notification, byte[] text) {
        conversation.take(notification);
    }

    @Override
    public void end() {
        conversation.end();
    }
}
