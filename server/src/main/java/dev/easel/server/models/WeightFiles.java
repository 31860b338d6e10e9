package dev.easel.server.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a model is expected to take in memory, judged by its files. */
final class WeightFiles {
    private WeightFiles() {}

    /**
     * {@return the bytes of a file, or of the safetensors files below a folder} Each file counts,
     * the same weights in two precisions too: once the model is loaded, its weights are measured.
     */
    static long bytes(Path path) {
        if (Files.isRegularFile(path)) {
            return size(path);
        }
        try (var files = Files.walk(path.toRealPath())) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .mapToLong(WeightFiles::size)
                    .sum();
        } catch (IOException e) {
            return 0; // loading it will say what is wrong
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
