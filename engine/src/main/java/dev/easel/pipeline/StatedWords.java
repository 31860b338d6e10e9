package dev.easel.pipeline;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.PickleFile;
import dev.easel.text.inversion.TextualInversion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The words that files of embeddings say of themselves, of the kind that diffusers' have, such as
 * {@code <castle>}. Files are opened where a text has angle brackets, and each once until it
 * changes. Thread-safe.
 */
final class StatedWords {
    private static final Pattern IN_BRACKETS = Pattern.compile("<[^<>]+>");

    private final Map<Path, Opened> opened = new ConcurrentHashMap<>();

    /** What a file said when it was last written. */
    private record Opened(FileTime written, List<String> words) {}

    /**
     * {@return those of some files whose words are in a text, by the words}
     *
     * @param files are listed where a text has angle brackets
     */
    Map<String, List<Path>> in(String text, Supplier<List<Path>> files) {
        var wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        IN_BRACKETS.matcher(text).results().map(MatchResult::group).forEach(wanted::add);
        var found = new TreeMap<String, List<Path>>(String.CASE_INSENSITIVE_ORDER);
        if (!wanted.isEmpty()) {
            for (var file : files.get()) {
                words(file).stream()
                        .filter(wanted::contains)
                        .forEach(word ->
                                found.computeIfAbsent(word, _ -> new ArrayList<>()).add(file));
            }
        }
        return found;
    }

    private List<String> words(Path file) {
        if (PickleFile.is(file)) {
            return List.of();
        }
        try {
            var written = Files.getLastModifiedTime(file);
            var known = opened.get(file);
            if (known == null || !known.written().equals(written)) {
                known = new Opened(written, read(file));
                opened.put(file, known);
            }
            return known.words();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<String> read(Path file) {
        try {
            return TextualInversion.open(file).words();
        } catch (CheckpointException e) {
            return List.of(); // told where a prompt has the file's name
        }
    }
}
