package dev.easel.server.job;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How many requests are taken, and how long they are remembered.
 *
 * @param inFlight jobs that are worked on at the same time; they share the device step by step
 * @param queueLength jobs that wait; where there are as many, further ones are refused
 * @param queueBytes pictures that waiting jobs begin from, in bytes of their files
 * @param keepJobs how long ended jobs, and the results of asynchronous ones, can be asked for
 */
@ConfigurationProperties("easel.server")
public record JobSettings(
        @DefaultValue("4") int inFlight,
        @DefaultValue("256") int queueLength,
        @DefaultValue("536870912") long queueBytes,
        @DefaultValue("24h") Duration keepJobs) {
    /** Checks that something can be done. */
    public JobSettings {
        if (inFlight < 1 || queueLength < 1) {
            throw new IllegalArgumentException(
                    "in-flight and queue-length must be at least 1, got %d and %d"
                            .formatted(inFlight, queueLength));
        }
    }
}
