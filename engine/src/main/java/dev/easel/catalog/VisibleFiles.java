package dev.easel.catalog;

import dev.easel.checkpoint.PickleFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Files in a folder and in those below it, links followed. Hidden ones, links in circles and what
 * may not be read are passed over, and so are models in diffusers' layout.
 */
final class VisibleFiles {
    private final Predicate<Path> wanted;
    private final List<Path> found = new ArrayList<>();
    private final Set<Path> entered = new HashSet<>();

    private VisibleFiles(Predicate<Path> wanted) {
        this.wanted = wanted;
    }

    /** {@return the files that are wanted, those above before those below} */
    static List<Path> below(Path folder, Predicate<Path> wanted) {
        var files = new VisibleFiles(wanted);
        files.enter(folder);
        return files.found;
    }

    /** {@return what is in a folder and wanted, in the order of the names} */
    static List<Path> in(Path folder, Predicate<Path> wanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var children = Files.list(folder)) {
            return children.filter(child -> !isHidden(child)).filter(wanted).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private void enter(Path folder) {
        if (entered.add(real(folder))) {
            found.addAll(in(folder, wanted));
            in(folder, VisibleFiles::isFolder).stream()
                    .filter(below -> !ModelRoot.isModel(below))
                    .forEach(this::enter);
        }
    }

    /** A name tells most files from folders at once, where the system would be asked for each. */
    private static boolean isFolder(Path path) {
        boolean named = path.toString().endsWith(".safetensors") || PickleFile.is(path);
        return !named && Files.isDirectory(path);
    }

    /** {@return where a folder is once all links are followed} */
    static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath();
        }
    }

    private static boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }
}
