/** The database: H2 in a file, or PostgreSQL. */
@NullMarked
package dev.easel.server.storage;

import org.jspecify.annotations.NullMarked;
