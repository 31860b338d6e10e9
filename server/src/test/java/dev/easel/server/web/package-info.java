/** Tests of what every protocol needs of HTTP. */
@NullMarked
package dev.easel.server.web;

import org.jspecify.annotations.NullMarked;
