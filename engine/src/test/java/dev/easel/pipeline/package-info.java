@NullMarked
package dev.easel.pipeline;

import org.jspecify.annotations.NullMarked;
