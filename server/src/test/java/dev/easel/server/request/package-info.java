/** Tests of the domain's request. */
@NullMarked
package dev.easel.server.request;

import org.jspecify.annotations.NullMarked;
