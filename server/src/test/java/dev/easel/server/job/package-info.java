/** Tests of jobs and of their store. */
@NullMarked
package dev.easel.server.job;

import org.jspecify.annotations.NullMarked;
