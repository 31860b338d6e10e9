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
 * @param keepJobs how long ended jobs, and the pictures of those that are kept, can be asked for
 * @param keepBytes files of pictures that are kept; where there are more, the oldest jobs go
 */
@ConfigurationProperties("easel.server")
public record JobSettings(
        @DefaultValue("4") int inFlight,
        @DefaultValue("256") int queueLength,
        @DefaultValue("536870912") long queueBytes,
        @DefaultValue("30d") Duration keepJobs,
        @DefaultValue("10737418240") long keepBytes) {
    /** Checks that something can be done. */
    public JobSettings {
        if (inFlight < 1 || queueLength < 1) {
            throw new IllegalArgumentException(
                    "in-flight and queue-length must be at least 1, got %d and %d"
                            .formatted(inFlight, queueLength));
        }
        if (keepBytes < 0) {
            throw new IllegalArgumentException("keep-bytes must be at least 0, got " + keepBytes);
        }
    }
}
