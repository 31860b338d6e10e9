/** The studio in a real browser, as a person goes through it. */
@NullMarked
package dev.easel.server.studio;

import org.jspecify.annotations.NullMarked;
