package dev.easel.server.access;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.util.Optional;

/**
 * How keys are made.
 *
 * @param secret signs tokens (HS256); where there is none it is made, and kept in the data folder
 * @param superKey opens the routes that make and delete keys, which are closed without it
 */
@ConfigurationProperties("easel.server")
public record KeySettings(Optional<String> secret, Optional<String> superKey) {}
