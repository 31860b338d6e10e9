package dev.easel.server.models;

import dev.easel.checkpoint.layout.ModelFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the files of a model are: another stamp means that one of them has changed.
 *
 * @param files name, size and time of each
 */
record FileStamp(List<String> files) {
    /** Of a file of its own these have settings. */
    private static final List<String> BESIDE = List.of(".easel.json", ".yaml");

    FileStamp {
        files = List.copyOf(files);
    }

    /** {@return the stamp of a folder, or of a single file with what lies beside it} */
    static FileStamp of(Path path) {
        if (!Files.isDirectory(path)) {
            var beside =
                    BESIDE.stream()
                            .map(end -> path.resolveSibling(ModelFiles.nameOf(path) + end))
                            .filter(Files::exists);
            return new FileStamp(
                    Stream.concat(Stream.of(path), beside).map(FileStamp::stamp).toList());
        }
        try (var files = Files.walk(path.toRealPath())) {
            return new FileStamp(
                    files.filter(Files::isRegularFile).sorted().map(FileStamp::stamp).toList());
        } catch (IOException e) {
            return new FileStamp(List.of());
        }
    }

    private static String stamp(Path file) {
        try {
            return "%s %d %s".formatted(file, Files.size(file), Files.getLastModifiedTime(file));
        } catch (IOException e) {
            return file.toString();
        }
    }
}
