package dev.easel.pipeline;

import dev.easel.catalog.ModelFolders;
import dev.easel.catalog.Shelf;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.PickleFile;
import dev.easel.text.WeightedPrompt;
import dev.easel.text.inversion.TextualInversion;
import dev.easel.text.inversion.TriggerWords;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The embeddings of textual inversion whose words are in prompts, in the folders that people have.
 * What is there is listed for each request; a file is opened where a prompt has its word. Of
 * several of one name the first counts that is made for the model.
 */
final class NamedEmbeddings {
    private final ModelFolders folders;
    private final StatedWords stated = new StatedWords();

    NamedEmbeddings(ModelFolders folders) {
        this.folders = folders;
    }

    /**
     * A request with all embeddings that its prompts use.
     *
     * @param notes on names of files that stay words
     */
    record Applied(ImageRequest request, List<String> notes) {}

    /**
     * {@return the request with the embeddings whose words are in its prompts}
     *
     * @param widths of the vectors that tokens of the model stand for
     * @throws IllegalArgumentException where a weight in a prompt is out of range
     */
    Applied applied(ImageRequest request, List<Integer> widths) {
        var texts =
                Stream.concat(Stream.of(request.prompt()), request.negativePrompt().stream())
                        .flatMap(prompt -> WeightedPrompt.parse(prompt).parts().stream())
                        .map(WeightedPrompt.Part::text)
                        .toList();
        var files = files(String.join("\n", texts));
        var embeddings = new ArrayList<>(request.embeddings());
        var notes = new ArrayList<String>();
        for (var word : words(texts, files.keySet())) {
            var bearers = files.getOrDefault(word, List.of());
            opened(bearers)
                    .filter(it -> it.fits(widths))
                    .findFirst()
                    .ifPresentOrElse(embeddings::add, () -> notes.add(note(word, bearers)));
        }
        return new Applied(request.withEmbeddings(embeddings), notes);
    }

    /** {@return the files whose words may be in a text, by the words} */
    private Map<String, List<Path>> files(String text) {
        var byWord = new TreeMap<String, List<Path>>(String.CASE_INSENSITIVE_ORDER);
        String lower = text.toLowerCase(Locale.ROOT);
        folders.filesNamed(
                        Shelf.EMBEDDINGS,
                        file ->
                                lower.contains(
                                        TextualInversion.nameOf(file).toLowerCase(Locale.ROOT)))
                .forEach(file ->
                        byWord.computeIfAbsent(
                                        TextualInversion.nameOf(file), _ -> new ArrayList<>())
                                .add(file));
        byWord.putAll(stated.in(text, () -> folders.filesNamed(Shelf.EMBEDDINGS, _ -> true)));
        return byWord;
    }

    private static Set<String> words(List<String> texts, Set<String> known) {
        var words = new TriggerWords(known);
        return texts.stream()
                .flatMap(text -> words.cut(text).stream())
                .filter(TriggerWords.Piece::isWord)
                .map(TriggerWords.Piece::text)
                .collect(
                        Collectors.toCollection(
                                () -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)));
    }

    private static Stream<TextualInversion> opened(List<Path> files) {
        return files.stream()
                .filter(file -> !PickleFile.is(file))
                .flatMap(file -> {
                    try {
                        return Stream.of(TextualInversion.open(file));
                    } catch (CheckpointException e) {
                        return Stream.empty();
                    }
                });
    }

    private static String note(String word, List<Path> files) {
        return "the embedding %s is not used: %s".formatted(word, reason(files));
    }

    private static String reason(List<Path> files) {
        if (files.stream().allMatch(PickleFile::is)) {
            return "its file is a pickle, which is not read (docs/models.md says how to convert"
                    + " it)";
        }
        return opened(files).findFirst().isPresent()
                ? "it is for another kind of model"
                : "its file is broken or no embedding";
    }
}
