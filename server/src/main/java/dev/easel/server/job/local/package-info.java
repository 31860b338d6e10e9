/** Jobs of one process: its queue, its events, its workers; pictures are in the database. */
@NullMarked
package dev.easel.server.job.local;

import org.jspecify.annotations.NullMarked;
