package dev.easel.bench;

import dev.easel.catalog.EmbeddedModel;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.layout.ModelFiles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Models of the published sizes with random weights: as fast as the real ones, and nothing to
 * download.
 */
enum PublishedModel {
    /** Stable Diffusion 1.5. */
    SD15("text_encoder", "unet", "vae", "scheduler"),
    /** Stable Diffusion XL. */
    SDXL("text_encoder", "text_encoder_2", "unet", "vae", "scheduler");

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> parts;

    PublishedModel(String... parts) {
        this.parts = List.of(parts);
    }

    /** {@return the files that it seems to have} Of tokenizers any will do: ids cost no time. */
    ModelFiles files() {
        return ModelFiles.random(
                folder() + " (random weights)",
                parts.stream().collect(Collectors.toMap(part -> part, this::config)),
                EmbeddedModel.unpack());
    }

    private JsonConfig config(String part) {
        String name = folder() + "/" + part + ".json";
        try (var in = PublishedModel.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return JsonConfig.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + name, e);
        }
    }

    private String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
