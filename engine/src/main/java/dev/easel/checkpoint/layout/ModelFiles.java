package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.WeightSource;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the parts of a model and their configurations are. Parts have the names that diffusers
 * gives them: {@code unet}, {@code vae}, {@code text_encoder}. Parts that nobody asks for (a safety
 * checker, an image encoder) are never looked at.
 */
public sealed interface ModelFiles permits DiffusersFolder, RandomModel {
    /**
     * {@return the model in a folder in diffusers' layout, called as the folder is}
     *
     * @throws CheckpointException where it is missing, is a file, or has no {@code
     *     model_index.json}
     */
    static ModelFiles open(Path folder) {
        return DiffusersFolder.open(folder);
    }

    /** {@return the same of a model that people call by another name} */
    static ModelFiles open(Path folder, String name) {
        return DiffusersFolder.open(folder, name);
    }

    /**
     * {@return a model of configurations alone, with random weights: as fast as a real one, for
     * measurements}
     *
     * @param configs the settings of each part by its name
     * @param tokenizers a folder with the folder of each tokenizer
     */
    static ModelFiles random(String name, Map<String, JsonConfig> configs, Path tokenizers) {
        return new RandomModel(name, configs, tokenizers);
    }

    /** {@return what people call the model} */
    String name();

    /** {@return whether the model has this part} */
    boolean has(String part);

    /** {@return the settings of the model as a whole, such as model_index.json's} */
    JsonConfig index();

    /** {@return what the makers of the model recommend: {@code easel.json} beside the index} */
    Optional<JsonConfig> preferred();

    /**
     * {@return the settings of a part}
     *
     * @param file that has them in diffusers' layout, such as {@code config.json}
     * @param classes of which the part must have one; without any it may be of each
     * @throws CheckpointException where the part is missing or of another class
     */
    JsonConfig settings(String part, String file, String... classes);

    /**
     * {@return the folder with the vocabulary of a tokenizer}
     *
     * @throws CheckpointException where the part is missing or of another class
     */
    Path tokenizer(String part, String... classes);

    /**
     * {@return the weights of a part, to be closed}
     *
     * @throws CheckpointException where they are missing or broken
     */
    WeightSource weights(String part);

    /** {@return the configuration of a network, whose class must be one of {@code classes}} */
    default JsonConfig config(String part, String... classes) {
        return settings(part, "config.json", classes);
    }
}
