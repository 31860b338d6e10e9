/** A Spring Boot application of somebody else, with the library in it. */
@NullMarked
package dev.easel.embedded;

import org.jspecify.annotations.NullMarked;
