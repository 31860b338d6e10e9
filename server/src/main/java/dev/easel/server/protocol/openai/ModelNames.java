package dev.easel.server.protocol.openai;

import dev.easel.server.models.Catalog;
import dev.easel.server.models.Choice;
import dev.easel.server.models.MissingModelException;
import dev.easel.server.web.Shown;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Models by the names that requests have: this server's own, and OpenAI's. */
@Component
final class ModelNames {
    private static final Pattern OPENAI = Pattern.compile("(dall-e|gpt-image|chatgpt-image)-.*");

    private final Catalog catalog;

    ModelNames(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * A model that was meant.
     *
     * @param name by which this server has it
     * @param note what is to be told where it is another than the one that was named
     */
    record Meant(String name, Choice choice, Optional<String> note) {}

    /** {@return the names of all models that are here} */
    List<String> all() {
        return catalog.names();
    }

    /**
     * {@return the model of a name, the usual one where none is named}
     *
     * @throws Refusal where there is none
     */
    Meant find(Optional<String> asked) {
        String name = asked.orElse(Catalog.DEFAULT);
        try {
            return here(name)
                    .map(choice -> new Meant(name, choice, Optional.empty()))
                    .or(() -> standIn(name))
                    .orElseThrow(() -> new Refusal(ErrorObject.noModel(unknown(name))));
        } catch (MissingModelException e) {
            throw new Refusal(ErrorObject.noModel(e.sentence()));
        }
    }

    /** {@return whether a request may name it} */
    boolean have(String name) {
        return OPENAI.matcher(name).matches() || all().contains(name);
    }

    private Optional<Choice> here(String name) {
        if (!Shown.of(name).equals(name)) {
            return Optional.empty(); // no model is called so
        }
        try {
            return Optional.of(catalog.choose(name));
        } catch (MissingModelException e) {
            if (name.equals(Catalog.DEFAULT)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Optional<Meant> standIn(String name) {
        if (!OPENAI.matcher(name).matches()) {
            return Optional.empty();
        }
        var note =
                "%s is not on this server: %s stands in for it"
                        .formatted(Shown.of(name), Catalog.DEFAULT);
        return Optional.of(
                new Meant(Catalog.DEFAULT, catalog.choose(Catalog.DEFAULT), Optional.of(note)));
    }

    static String unknown(String name) {
        return "The model '%s' does not exist here; GET /v1/models lists those that do"
                .formatted(Shown.of(name));
    }
}
