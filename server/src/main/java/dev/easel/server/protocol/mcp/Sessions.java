package dev.easel.server.protocol.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.easel.server.protocol.Served;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Optional;

/**
 * The sessions of clients, in memory: one that is forgotten is begun anew by its client. A session
 * belongs to the key that began it.
 */
@Component
@Served(Protocol.NAME)
final class Sessions {
    private static final Duration IDLE = Duration.ofHours(24);
    private static final int MOST = 10_000;

    private final Cache<String, Session> sessions =
            Caffeine.newBuilder().expireAfterAccess(IDLE).maximumSize(MOST).build();

    private record Session(String owner, Conversation conversation) {}

    void add(String owner, Conversation conversation) {
        sessions.put(conversation.id(), new Session(owner, conversation));
    }

    Optional<Conversation> find(String id, String owner) {
        return Optional.ofNullable(sessions.getIfPresent(id))
                .filter(session -> session.owner().equals(owner))
                .map(Session::conversation);
    }

    void remove(Conversation conversation) {
        sessions.invalidate(conversation.id());
    }
}
