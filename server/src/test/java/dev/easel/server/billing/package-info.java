/** Tests of prices and accounts. */
@NullMarked
package dev.easel.server.billing;

import org.jspecify.annotations.NullMarked;
