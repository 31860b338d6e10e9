/** Requests as jobs: stored, queued, run on threads of their own, booked once. */
@NullMarked
package dev.easel.server.job;

import org.jspecify.annotations.NullMarked;
