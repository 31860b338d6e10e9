/** Tests of reading values of requests. */
@NullMarked
package dev.easel.server.fields;

import org.jspecify.annotations.NullMarked;
