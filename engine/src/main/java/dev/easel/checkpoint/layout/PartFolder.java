package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.PickleFile;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.WeightSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder of a part in diffusers' layout.
 *
 * @param stem of the names of its files of weights
 */
record PartFolder(Path path, String stem) {
    /** What follows the stem; where several are there, the first counts. */
    private static final List<String> NAMES =
            List.of(
                    ".safetensors",
                    ".safetensors.index.json",
                    ".fp16.safetensors",
                    ".safetensors.index.fp16.json",
                    ".safetensors.fp16.index.json",
                    ".fp16.safetensors.index.json");

    /** The library that a part is of gives its file its name. */
    static PartFolder ofTransformers(Path path) {
        return new PartFolder(path, "model");
    }

    static PartFolder ofDiffusers(Path path) {
        return new PartFolder(path, "diffusion_pytorch_model");
    }

    /**
     * {@return the weights, to be closed} Taken is the first that exists of the plain file, the
     * index of several files, and the same of the variant {@code fp16}: the full numbers are the
     * better ones in every precision.
     *
     * @throws CheckpointException where there are none, or they are broken
     */
    WeightSource open() {
        for (String name : NAMES) {
            Path file = path.resolve(stem + name);
            if (Files.exists(file)) {
                return name.endsWith(".json")
                        ? WeightSource.openShards(file)
                        : SafetensorsFile.open(file);
            }
        }
        Path expected = path.resolve(stem + ".safetensors");
        throw pickle().map(file ->
                        PickleFile.refused(
                                file, "; expected " + expected.getFileName() + " beside it"))
                .orElseGet(() -> new CheckpointException(expected + " is missing"));
    }

    private Optional<Path> pickle() {
        try (var files = Files.list(path)) {
            return files.filter(PickleFile::is).sorted().findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
