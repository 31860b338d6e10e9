package dev.easel.text.inversion;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.PickleFile;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.tensor.Tensor;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An embedding of textual inversion (Gal et al. 2022): vectors that a prompt's word stands for in
 * place of the vocabulary's own. Its file is A1111's ({@code emb_params}), diffusers' (one tensor,
 * whose key is the word) or a pair for SDXL ({@code clip_l}, {@code clip_g}). What it has is known
 * when it is opened; its numbers are read when a prompt is encoded. Immutable; nothing is to be
 * closed.
 */
public final class TextualInversion {
    private static final Pattern BUNDLED = Pattern.compile("bundle_emb\\.([^.]+)\\..+");
    private static final String REMEDY =
            "; look for the same as .safetensors, or convert it (docs/models.md says how)";

    private final Path file;
    private final List<String> words;
    private final List<StoredVectors> vectors;

    private TextualInversion(Path file, List<String> words, List<StoredVectors> vectors) {
        this.file = file;
        this.words = List.copyOf(words);
        this.vectors = List.copyOf(vectors);
    }

    /**
     * {@return the embedding in a file, whose word is the file's name without its extension, and
     * also the one that the file says}
     *
     * @throws CheckpointException where the file is missing or broken, a pickle, or no embedding
     */
    public static TextualInversion open(Path file) {
        if (PickleFile.is(file)) {
            throw PickleFile.refused(file, REMEDY);
        }
        try (var opened = SafetensorsFile.open(file)) {
            var vectors = StoredVectors.of(opened);
            var words =
                    Stream.concat(Stream.of(nameOf(file)), StoredVectors.token(opened).stream());
            return new TextualInversion(file, words.distinct().toList(), vectors);
        }
    }

    /**
     * {@return the embeddings that the file of a LoRA brings along, under the words that its keys
     * say: {@code bundle_emb.WORD.string_to_param.*}, or {@code bundle_emb.WORD.clip_l} and {@code
     * .clip_g} for SDXL (A1111's {@code networks.py})}
     *
     * @throws CheckpointException where the file is missing, or one of them broken
     */
    public static List<TextualInversion> bundled(Path file) {
        try (var opened = SafetensorsFile.open(file)) {
            return opened.keys().stream()
                    .map(BUNDLED::matcher)
                    .filter(Matcher::matches)
                    .map(key -> key.group(1))
                    .distinct()
                    .sorted()
                    .map(word ->
                            new TextualInversion(
                                    file,
                                    List.of(word),
                                    StoredVectors.of(opened, "bundle_emb.%s.".formatted(word))))
                    .toList();
        }
    }

    /** {@return what the embedding in a file is called: the file's name without the extension} */
    public static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** {@return what people call it: the name of its file, or the word that a LoRA's says} */
    public String name() {
        return words.getFirst();
    }

    /** {@return the file that it is in} */
    public Path file() {
        return file;
    }

    /** {@return the words that stand for it in a prompt, in small or capital letters} */
    public List<String> words() {
        return words;
    }

    /** {@return its vectors, of which each takes the place of one token} */
    public int count() {
        return vectors.getFirst().count();
    }

    /**
     * {@return whether it is made for a model}
     *
     * @param widths of the vectors of the model's vocabularies, one for each of its text models
     */
    public boolean fits(List<Integer> widths) {
        return widths().equals(widths);
    }

    /**
     * Checks that it is made for a model.
     *
     * @param model what people call it
     * @param widths as {@link #fits} takes them
     * @throws IllegalArgumentException where it is not
     */
    public void requireFit(String model, List<Integer> widths) {
        if (!fits(widths)) {
            throw new IllegalArgumentException(
                    "the embedding %s is for another kind of model: its vectors have a width of %s, those of %s have %s"
                            .formatted(name(), text(widths()), model, text(widths)));
        }
    }

    private List<Integer> widths() {
        return vectors.stream().map(StoredVectors::width).toList();
    }

    private static String text(List<Integer> widths) {
        return widths.stream().map(String::valueOf).collect(Collectors.joining(" and "));
    }

    /**
     * {@return the vectors for a text model, float32 [count, width] on the CPU, in the innermost
     * scope}
     *
     * @param model 0 is the first
     * @throws CheckpointException where the file is missing or another by now, or holds NaN or
     *     infinity
     */
    public Tensor read(int model) {
        try (var opened = SafetensorsFile.open(file)) {
            return vectors.get(model).read(opened);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
