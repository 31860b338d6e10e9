package dev.easel.catalog;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a small model can draw, in the words that it was trained with: {@code knows.json} beside its
 * {@code model_index.json}. Large models have no such file.
 *
 * @param objects names of things, each of one word or a few
 * @param colours of backgrounds
 * @param coloursOfObjects what can stand before an object
 * @param backgrounds phrases, with {@code COLOUR} in the place of a colour
 * @param styles ids of {@link Style}s
 * @param forms of a prompt, with {@code OBJECT} in the place of an object
 */
public record ModelKnowledge(
        List<String> objects,
        List<String> colours,
        List<String> coloursOfObjects,
        List<String> backgrounds,
        List<String> styles,
        List<String> forms) {
    private static final String FILE = "knows.json";

    public ModelKnowledge {
        objects = List.copyOf(objects);
        colours = List.copyOf(colours);
        coloursOfObjects = List.copyOf(coloursOfObjects);
        backgrounds = List.copyOf(backgrounds);
        styles = List.copyOf(styles);
        forms = List.copyOf(forms);
    }

    /**
     * {@return what the model in a place knows, where that is written down}
     *
     * @throws CheckpointException where the file is broken, or the embedded model is missing
     */
    public static Optional<ModelKnowledge> of(ModelPlace place) {
        Optional<Path> folder =
                switch (place) {
                    case ModelPlace.Embedded _ -> Optional.of(EmbeddedModel.unpack());
                    case ModelPlace.Folder here -> Optional.of(here.path());
                    case ModelPlace.File _ -> Optional.empty();
                };
        return folder.map(it -> it.resolve(FILE))
                .filter(Files::exists)
                .map(JsonConfig::read)
                .map(ModelKnowledge::read);
    }

    private static ModelKnowledge read(JsonConfig file) {
        if (file.strings("objects").isEmpty()) {
            throw file.mismatch("objects", "at least one object");
        }
        return new ModelKnowledge(
                file.strings("objects"),
                file.strings("colours"),
                file.strings("colours_of_objects"),
                file.strings("backgrounds"),
                file.strings("styles"),
                file.strings("forms"));
    }

    /**
     * {@return what of a prompt the model does not know, where it knows nothing that could be seen}
     * A prompt with an object that it knows, or with nothing but colours and a background, is fine.
     *
     * @param prompt as it was given, without a style's words
     */
    public Optional<UnknownWords> unknownIn(String prompt) {
        var words = PromptWords.of(prompt);
        return objects.stream().anyMatch(words::name)
                ? Optional.empty()
                : UnknownWords.of(words.except(this), objects);
    }
}
