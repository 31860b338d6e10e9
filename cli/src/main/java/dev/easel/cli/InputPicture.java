package dev.easel.cli;

import dev.easel.pictures.AdjustedImage;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFiles;

import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads the pictures that are given to commands. */
final class InputPicture {
    /** Of large cameras; as much memory as a heap of 1 GiB has room for. */
    static final long MAX_PIXELS = 100_000_000;

    private InputPicture() {}

    /**
     * {@return the picture in a file or, for {@code -}, in standard input, upright}
     *
     * @param argument what it is called in the help
     * @throws CommandException where there is none that can be read
     */
    static AdjustedImage read(String argument, String file, StandardInput in) {
        try {
            return file.equals(StandardInput.NAME)
                    ? ImageCodec.decode(in.bytes(argument), MAX_PIXELS)
                    : ImageFiles.read(path(argument, file), MAX_PIXELS);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * {@return the content of a picture's file or, for {@code -}, of standard input}
     *
     * @param argument what it is called in the help
     * @throws CommandException where it cannot be read
     */
    static byte[] content(String argument, String file, StandardInput in) {
        if (file.equals(StandardInput.NAME)) {
            return in.bytes(argument);
        }
        try {
            return ImageFiles.content(path(argument, file));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    /** {@return the path that was given} */
    static Path path(String argument, String given) {
        try {
            return Path.of(given);
        } catch (InvalidPathException e) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "%s must be a path, got %s (%s)".formatted(argument, given, e.getReason()),
                    e);
        }
    }
}
