@NullMarked
package dev.easel.upscale;

import org.jspecify.annotations.NullMarked;
