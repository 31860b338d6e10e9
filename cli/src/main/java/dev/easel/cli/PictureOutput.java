package dev.easel.cli;

import dev.easel.pictures.ImageFormat;

import java.nio.file.Path;

/** Where a command's pictures go. */
sealed interface PictureOutput permits PictureFiles, PictureStream {
    /** {@return what they are written as} */
    ImageFormat format();

    /**
     * Writes a picture.
     *
     * @param index counted from 0
     * @param stem of the file's name, where names are made up
     * @throws CommandException where it cannot be written
     */
    Written write(int index, String stem, byte[] content);

    /**
     * Where a picture was written.
     *
     * @param shown to people
     * @param path for programs, absolute
     */
    record Written(String shown, String path) {
        static Written to(Path file) {
            return new Written(file.toString(), file.toAbsolutePath().toString());
        }
    }
}
