package dev.easel.server.access;

import dev.easel.server.storage.StorageSettings;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What signs this server's tokens and links. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
    @Bean
    Tokens tokens(KeySettings settings, StorageSettings storage) {
        return new Tokens(Secret.of(settings.secret(), storage.data()));
    }

    @Bean
    LinkSignatures linkSignatures(KeySettings settings, StorageSettings storage) {
        return new LinkSignatures(Secret.of(settings.secret(), storage.data()));
    }

    @Bean
    FirstKeyMark firstKeyMark(StorageSettings storage) {
        return new FirstKeyMark(storage.data());
    }
}
