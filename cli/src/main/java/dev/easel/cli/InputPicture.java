package dev.easel.cli;

import dev.easel.pictures.AdjustedImage;
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
     * {@return the picture in a file, upright}
     *
     * @param argument what it is called in the help
     * @throws CommandException where there is none that can be read
     */
    static AdjustedImage read(String argument, String file) {
        try {
            return ImageFiles.read(path(argument, file), MAX_PIXELS);
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
