package dev.easel.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/**
 * Where a command reads and writes.
 *
 * @param in what arguments of {@code -} stand for
 * @param out results
 * @param err progress and errors
 * @param redraws whether what was written to {@code err} can be overwritten in place
 * @param unicode whether {@code err} shows more than ASCII
 * @param columns how wide {@code err} is, asked anew at each use since windows change
 */
record Terminal(
        StandardInput in,
        PrintStream out,
        PrintStream err,
        boolean redraws,
        boolean unicode,
        IntSupplier columns) {
    /** {@return this process's streams} */
    static Terminal ofProcess() {
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        boolean ascii = System.getenv("EASEL_ASCII") != null; // the launcher knows the locale
        return new Terminal(
                new StandardInput(System.in),
                System.out,
                System.err,
                !dumb && StandardError.isTerminal(),
                !ascii && System.err.charset().equals(StandardCharsets.UTF_8),
                StandardError::columns);
    }
}
