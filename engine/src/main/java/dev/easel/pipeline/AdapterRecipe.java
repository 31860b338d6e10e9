package dev.easel.pipeline;

import dev.easel.adapter.WeightedAdapter;
import dev.easel.pictures.Recipe.Setting;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes down which adapters a picture was made with, as A1111 does. */
final class AdapterRecipe {
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

    /** {@return the sums of adapters by their names} */
    static List<Setting> hashes(List<WeightedAdapter> adapters) {
        return adapters.isEmpty()
                ? List.of()
                : List.of(
                        new Setting(
                                "Lora hashes",
                                adapters.stream()
                                        .map(WeightedAdapter::adapter)
                                        .distinct()
                                        .map(it ->
                                                "%s: %s"
                                                        .formatted(
                                                                it.name().replaceAll("[:,]", ""),
                                                                it.hash()))
                                        .collect(Collectors.joining(", "))));
    }
}
