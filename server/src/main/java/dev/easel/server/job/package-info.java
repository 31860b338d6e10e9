/**
 * Jobs, whatever they make and by whichever protocol they were asked for: what they are, how they
 * are stored, found and ended. Queue, events and pictures are behind interfaces over ids and
 * values; {@code job.local} has those that live in this process.
 */
@NullMarked
package dev.easel.server.job;

import org.jspecify.annotations.NullMarked;
