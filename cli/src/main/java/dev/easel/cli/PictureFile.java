package dev.easel.cli;

import dev.easel.pictures.ImageFiles;
import dev.easel.server.request.InvalidRequestException;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;

/** A file of this machine that an assistant names. */
final class PictureFile {
    private PictureFile() {}

    /**
     * {@return its content}
     *
     * @param name of the argument that names it
     * @param text a path, also with ~ for the user's folder, or a file: URI
     * @throws InvalidRequestException where it cannot be read
     */
    static byte[] content(String name, String text) {
        try {
            return ImageFiles.content(path(text));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new InvalidRequestException(
                    name + " must be a file that can be read: " + e.getMessage());
        }
    }

    private static Path path(String text) {
        if (text.startsWith("file:")) {
            return Path.of(URI.create(text));
        }
        return text.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), text.substring(2))
                : Path.of(text);
    }
}
