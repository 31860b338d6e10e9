package dev.easel.server.storage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * What a server does that starts beside another one on the same data.
 *
 * @param startupWait how long it waits for the other one to end before it refuses to start
 */
@ConfigurationProperties("easel.server")
public record LockSettings(@DefaultValue("10s") Duration startupWait) {
    /** Checks the time. */
    public LockSettings {
        if (startupWait.isNegative()) {
            throw new IllegalArgumentException(
                    "startup-wait must not be negative, got " + startupWait);
        }
    }
}
