/**
 * What went wrong, as clients see it: one table of statuses and bodies. Nothing internal passes
 * here.
 */
@NullMarked
package dev.easel.server.error;

import org.jspecify.annotations.NullMarked;
