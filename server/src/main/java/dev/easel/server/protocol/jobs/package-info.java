/**
 * The service's own wire: jobs, sent and looked at, with all that the service can do. The studio
 * uses it.
 */
@NullMarked
package dev.easel.server.protocol.jobs;

import org.jspecify.annotations.NullMarked;
