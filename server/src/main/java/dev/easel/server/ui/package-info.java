/** The studio: a page where people make pictures, served from this jar. */
@NullMarked
package dev.easel.server.ui;

import org.jspecify.annotations.NullMarked;
