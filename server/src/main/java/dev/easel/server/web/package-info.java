/**
 * What every protocol needs of HTTP: bodies, headers, routing, errors; health and the
 * documentation.
 */
@NullMarked
package dev.easel.server.web;

import org.jspecify.annotations.NullMarked;
