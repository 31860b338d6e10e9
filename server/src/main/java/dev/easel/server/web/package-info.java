/** What is not one protocol's: health and the page with the documentation. */
@NullMarked
package dev.easel.server.web;

import org.jspecify.annotations.NullMarked;
