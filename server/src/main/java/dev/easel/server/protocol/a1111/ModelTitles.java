package dev.easel.server.protocol.a1111;

import dev.easel.catalog.FileDigests;
import dev.easel.server.error.ApiException;
import dev.easel.server.models.Catalog;
import dev.easel.server.models.Choice;
import dev.easel.server.models.MissingModelException;
import dev.easel.server.models.ModelInventory;
import dev.easel.server.web.Shown;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Models by what A1111's programs call them: {@code NAME}, {@code NAME.safetensors}, either with a
 * hash behind it, or the hash alone.
 */
@Component
final class ModelTitles {
    private static final Pattern HASH = Pattern.compile("\\s*\\[[0-9a-fA-F]{0,64}]$");
    private static final Pattern FILE =
            Pattern.compile("\\.(safetensors|ckpt|gguf|pt)$", Pattern.CASE_INSENSITIVE);

    private final Catalog catalog;
    private final ModelInventory inventory;
    private final FileDigests digests = FileDigests.ofProcess();

    ModelTitles(Catalog catalog, ModelInventory inventory) {
        this.catalog = catalog;
        this.inventory = inventory;
    }

    /**
     * A model that was meant.
     *
     * @param note what is to be told where it is another than the one that was named
     */
    record Meant(String name, Optional<String> note) {}

    /** {@return the names of all models that there are} */
    List<String> all() {
        return catalog.names();
    }

    /** {@return all models that there are} */
    List<Checkpoint> checkpoints() {
        return all().stream().map(this::checkpoint).toList();
    }

    /** {@return the model of a name as lists have it} */
    Checkpoint checkpoint(String name) {
        return Checkpoint.of(name, inventory.find(name), digests);
    }

    /** {@return the model that draws where none is named} */
    String usual() {
        return catalog.has(Catalog.DEFAULT)
                ? Catalog.DEFAULT
                : all().stream().findFirst().orElse(Catalog.DEFAULT);
    }

    /**
     * {@return the model of a title} A file's name that is not here is one of another server's: the
     * usual model stands in for it.
     *
     * @throws ApiException 404 for any other name
     */
    Meant find(String title) {
        if (title.equals(Catalog.DEFAULT)) {
            return new Meant(title, Optional.empty());
        }
        String bare = HASH.matcher(title.strip()).replaceFirst("");
        String name = FILE.matcher(bare).replaceFirst("");
        return named(title)
                .or(() -> named(bare))
                .or(() -> named(name))
                .or(() -> hashed(lower(bare)))
                .map(found -> new Meant(found, Optional.empty()))
                .orElseGet(() -> {
                    if (name.equals(bare)) {
                        throw notFound(title);
                    }
                    return standIn(bare);
                });
    }

    private Optional<String> named(String name) {
        var all = all();
        return all.stream()
                .filter(name::equals)
                .findFirst()
                .or(() ->
                        all.stream().filter(known -> lower(known).equals(lower(name))).findFirst());
    }

    private Optional<String> hashed(String digits) {
        return checkpoints().stream()
                .filter(model -> model.hasHash(digits))
                .map(Checkpoint::name)
                .findFirst();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT).replace('\\', '/');
    }

    private static Meant standIn(String file) {
        return new Meant(
                Catalog.DEFAULT,
                Optional.of(
                        "%s is not on this server: %s stands in for it"
                                .formatted(Shown.of(file), Catalog.DEFAULT)));
    }

    private static ApiException notFound(String title) {
        return ApiException.of(404, "model '%s' not found".formatted(Shown.of(title)));
    }

    /**
     * {@return of what a model's sides must be multiples}
     *
     * @throws ApiException 404 where it is not here
     */
    int multiple(String name) {
        return choice(name).multiple();
    }

    /**
     * {@return whether a model is an SDXL}
     *
     * @throws ApiException 404 where it is not here
     */
    boolean isSdxl(String name) {
        return choice(name).traits().get().isSdxl();
    }

    private Choice choice(String name) {
        try {
            return catalog.choose(name);
        } catch (MissingModelException e) {
            throw ApiException.of(404, e.sentence());
        }
    }
}
