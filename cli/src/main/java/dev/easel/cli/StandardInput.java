package dev.easel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What is given to the process where an argument is {@code -}. It can be read once. */
final class StandardInput {
    /** How an argument names it, and standard output. */
    static final String NAME = "-";

    private final InputStream stream;
    private String reader = "";

    StandardInput(InputStream stream) {
        this.stream = stream;
    }

    /**
     * {@return all of it}
     *
     * @param argument that names it
     * @throws CommandException where another argument named it too
     */
    byte[] bytes(String argument) {
        try {
            return stream(argument).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read standard input", e);
        }
    }

    /**
     * {@return it, to be read bit by bit}
     *
     * @param argument that names it
     * @throws CommandException where another argument named it too
     */
    InputStream stream(String argument) {
        if (!reader.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "standard input can be read once, and %s and %s are both -"
                            .formatted(reader, argument));
        }
        reader = argument;
        return stream;
    }

    /** {@return all of it as text} */
    String text(String argument) {
        return new String(bytes(argument), StandardCharsets.UTF_8);
    }
}
