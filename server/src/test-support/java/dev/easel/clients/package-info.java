/** Programs of other people's, which tests run against Easel. */
@NullMarked
package dev.easel.clients;

import org.jspecify.annotations.NullMarked;
