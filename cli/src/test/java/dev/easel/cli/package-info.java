/** Tests of the command line, run in this process and, where that matters, in one of their own. */
@NullMarked
package dev.easel.cli;

import org.jspecify.annotations.NullMarked;
