package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.layout.ModelFiles.TokenizerPlace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The configurations of published models, of which single files are fine-tunings. The sizes are
 * those of the configurations that the makers published beside their weights.
 */
enum PublishedConfigs {
    /** Stable Diffusion 1.5. */
    SD15("text_encoder", "unet", "vae", "scheduler"),
    /** Stable Diffusion 2.1, trained with pictures of 768x768. */
    SD21("text_encoder", "unet", "vae", "scheduler"),
    /** Stable Diffusion XL. */
    SDXL("text_encoder", "text_encoder_2", "unet", "vae", "scheduler");

    /** What fills a prompt up to its length: the end of the text, or in OpenCLIP's models id 0. */
    private static final String PAD = "<|endoftext|>";

    private static final String OPEN_CLIP_PAD = "!";

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> parts;

    PublishedConfigs(String... parts) {
        this.parts = List.of(parts);
    }

    /** {@return those of a name, such as {@code sdxl}} */
    static PublishedConfigs named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    boolean has(String part) {
        return parts.contains(part);
    }

    /**
     * {@return the settings of a part}
     *
     * @throws CheckpointException where there is no such part
     */
    JsonConfig settings(String part) {
        if (!has(part)) {
            throw new CheckpointException(folder() + " has no part " + part);
        }
        String name = folder() + "/" + part + ".json";
        try (var in = PublishedConfigs.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return JsonConfig.parse(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8),
                    "the built-in configuration " + name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + name, e);
        }
    }

    /** {@return the tokenizer of a part, as the published special_tokens_map.json say} */
    TokenizerPlace tokenizer(String part) {
        boolean openClip = this == SD21 || part.equals("tokenizer_2");
        return new TokenizerPlace.BuiltIn(openClip ? OPEN_CLIP_PAD : PAD);
    }

    /** {@return what people call the model} */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
