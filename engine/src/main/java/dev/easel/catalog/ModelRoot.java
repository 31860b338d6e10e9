package dev.easel.catalog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One folder with models, arranged as Easel, A1111 or ComfyUI arranges it: the program's own folder
 * or its {@code models}.
 */
record ModelRoot(Path path) {
    private static final String DIFFUSERS = "diffusers"; // ComfyUI's folder of models in folders

    /** {@return whether a folder is a model in diffusers' layout} */
    static boolean isModel(Path folder) {
        return Files.exists(folder.resolve("model_index.json"));
    }

    /** {@return the folders in which models and shelves lie} */
    Stream<Path> bases() {
        Path inside = path.resolve("models");
        return Stream.of(path, inside)
                .filter(Files::isDirectory)
                .filter(base -> base.equals(path) || !isModel(base));
    }

    /** {@return the models in diffusers' layout} */
    List<Path> models() {
        return bases().flatMap(base -> Stream.of(base, base.resolve(DIFFUSERS)))
                .flatMap(folder -> VisibleFiles.in(folder, ModelRoot::isModel).stream())
                .toList();
    }

    /** {@return the folders of files of a kind} */
    Stream<Path> shelves(Shelf shelf) {
        var bases = shelf == Shelf.EMBEDDINGS ? Stream.concat(bases(), besideA1111s()) : bases();
        return bases.flatMap(base -> shelf.folders().stream().map(base::resolve))
                .filter(Files::isDirectory)
                .filter(folder -> !isModel(folder));
    }

    /** A1111 has its embeddings beside its folder {@code models}. */
    private Stream<Path> besideA1111s() {
        return Files.isDirectory(path.resolve("Stable-diffusion"))
                ? Stream.ofNullable(path.toAbsolutePath().normalize().getParent())
                : Stream.empty();
    }
}
