package dev.easel.adapter;

import dev.easel.checkpoint.CheckpointException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** A file as it was at one time; when it is written to, it is another. */
record FileVersion(Path path, long bytes, FileTime modified) {
    /**
     * {@return the file as it is}
     *
     * @throws CheckpointException where it is missing
     */
    static FileVersion of(Path path) {
        try {
            var found = Files.readAttributes(path, BasicFileAttributes.class);
            return new FileVersion(path, found.size(), found.lastModifiedTime());
        } catch (IOException e) {
            throw new CheckpointException(path + " is missing or cannot be read", e);
        }
    }
}
