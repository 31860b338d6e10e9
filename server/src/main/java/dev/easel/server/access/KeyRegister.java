package dev.easel.server.access;

import org.springframework.stereotype.Component;

/** The keys of this server, and what signs their tokens. */
@Component
final class KeyRegister {
    private final KeyStore keys;
    private final KeyUses uses;
    private final Tokens tokens;

    KeyRegister(AccessSettings settings, KeyStore keys, KeyUses uses) {
        this.keys = keys;
        this.uses = uses;
        this.tokens = new Tokens(Secret.of(settings.secret(), settings.data()));
    }

    KeyStore keys() {
        return keys;
    }

    KeyUses uses() {
        return uses;
    }

    Tokens tokens() {
        return tokens;
    }
}
