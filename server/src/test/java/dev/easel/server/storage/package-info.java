/** Tests of the database on H2 and PostgreSQL. */
@NullMarked
package dev.easel.server.storage;

import org.jspecify.annotations.NullMarked;
