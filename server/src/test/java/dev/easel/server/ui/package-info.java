@NullMarked
package dev.easel.server.ui;

import org.jspecify.annotations.NullMarked;
