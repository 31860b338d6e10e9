/** What went wrong, as clients see it: a status and one sentence. */
@NullMarked
package dev.easel.server.error;

import org.jspecify.annotations.NullMarked;
