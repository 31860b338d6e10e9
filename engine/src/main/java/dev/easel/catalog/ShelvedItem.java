package dev.easel.catalog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file or a model's folder among others.
 *
 * @param path where it is
 * @param names what it may be called, the shortest first: its own name, then with the folders
 *     before it, and at last with the extension
 */
record ShelvedItem(Path path, List<String> names) {
    ShelvedItem {
        names = List.copyOf(names);
    }

    /** {@return a model's folder} */
    static ShelvedItem folder(Path path) {
        return new ShelvedItem(path, List.of(String.valueOf(path.getFileName())));
    }

    /**
     * {@return a file}
     *
     * @param above the folder that no name goes beyond
     */
    static ShelvedItem file(Path path, Path above) {
        String file = String.valueOf(path.getFileName());
        var names = new ArrayList<String>();
        names.addAll(endings(file.replaceFirst("\\.[^.]*$", ""), path, above));
        names.addAll(endings(file, path, above));
        return new ShelvedItem(path, names);
    }

    private static List<String> endings(String own, Path path, Path above) {
        var endings = new ArrayList<String>();
        endings.add(own);
        Path folders = above.relativize(path);
        for (int i = folders.getNameCount() - 2; i >= 0; i--) {
            endings.add(folders.getName(i) + "/" + endings.getLast());
        }
        return endings;
    }
}
