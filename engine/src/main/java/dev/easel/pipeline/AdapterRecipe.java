package dev.easel.pipeline;

import dev.easel.adapter.WeightedAdapter;
import dev.easel.catalog.FileDigests;
import dev.easel.pictures.Recipe.Setting;
import dev.easel.text.inversion.TextualInversion;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes down which adapters and embeddings a picture was made with, as A1111 does. */
final class AdapterRecipe {
    private static final int EMBEDDING_DIGITS = 12;

    private AdapterRecipe() {}

    /**
     * {@return a request whose prompt names all of its adapters, so that whoever draws by the
     * recipe draws with them}
     *
     * @param request whose prompt names some
     * @param all adapters that it was drawn with
     */
    static ImageRequest told(ImageRequest request, List<WeightedAdapter> all) {
        var beside = request.adapters().stream().map(AdapterRecipe::tag);
        String prompt =
                Stream.concat(Stream.of(request.prompt()), beside)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(" "));
        return request.withPrompt(prompt).withAdapters(all);
    }

    private static String tag(WeightedAdapter adapter) {
        return LoraTags.text(
                new LoraTags.Tag(adapter.adapter().name(), adapter.weight(), adapter.textWeight()));
    }

    /** {@return the sums of adapters, and of embeddings, by their names} */
    static List<Setting> hashes(ImageRequest request) {
        var adapters =
                request.adapters().stream()
                        .map(WeightedAdapter::adapter)
                        .distinct()
                        .map(it -> named(it.name(), it.hash()));
        var embeddings =
                request.embeddings().stream()
                        .flatMap(it -> hash(it).stream().map(sum -> named(it.name(), sum)));
        return Stream.of(setting("Lora hashes", adapters), setting("TI hashes", embeddings))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Setting> setting(String key, Stream<String> sums) {
        return sums.reduce((all, next) -> all + ", " + next).map(all -> new Setting(key, all));
    }

    private static String named(String name, String sum) {
        return "%s: %s".formatted(name.replaceAll("[:,]", ""), sum);
    }

    /** {@return the sum of an embedding's file; absent where the file is gone by now} */
    private static Optional<String> hash(TextualInversion embedding) {
        try {
            String sum = FileDigests.ofProcess().sha256(embedding.file());
            return Optional.of(sum.substring(0, EMBEDDING_DIGITS));
        } catch (UncheckedIOException gone) {
            return Optional.empty();
        }
    }
}
