/** What it costs, in US dollars, and who pays. */
@NullMarked
package dev.easel.server.billing;

import org.jspecify.annotations.NullMarked;
