/** The way of a request that a protocol has read: planned, stored, a job. */
@NullMarked
package dev.easel.server.submission;

import org.jspecify.annotations.NullMarked;
