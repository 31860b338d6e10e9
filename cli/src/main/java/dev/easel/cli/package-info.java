/**
 * The command line {@code ./easel}: one class for each command. Uses the engine's {@code pipeline},
 * {@code model}, {@code sampling}, {@code style}, {@code image}, {@code bench} and {@code tensor}
 * (threads and devices alone). Start at {@link dev.easel.cli.Main}, then read {@link
 * dev.easel.cli.GenerateCommand}.
 */
@NullMarked
package dev.easel.cli;

import org.jspecify.annotations.NullMarked;
