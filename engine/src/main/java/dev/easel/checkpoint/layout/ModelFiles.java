package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.WeightSource;
import dev.easel.sampling.FewSteps;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the parts of a model and their configurations are. Parts have the names that diffusers
 * gives them: {@code unet}, {@code vae}, {@code text_encoder}. Parts that nobody asks for (a safety
 * checker, an image encoder) are never looked at.
 */
public sealed interface ModelFiles
        permits DiffusersFolder, SingleFile, UNetFile, OtherVae, RandomModel {
    /**
     * {@return the model in a folder in diffusers' layout or in a single file, called as the folder
     * is, or as the file without its extension}
     *
     * @throws CheckpointException where it is missing or broken, has no {@code model_index.json},
     *     or is a file of another kind
     */
    static ModelFiles open(Path path) {
        return isSingleFile(path) ? open(path, SingleFileOptions.NONE) : DiffusersFolder.open(path);
    }

    /** {@return the model in a folder that people call by another name} */
    static ModelFiles open(Path folder, String name) {
        return DiffusersFolder.open(folder, name);
    }

    /**
     * {@return the model in a single {@code .safetensors} or {@code .gguf} file of Stable Diffusion
     * 1, 2 or XL, whole or a UNet alone}
     *
     * @param options what the file does not say of itself, or does not have
     * @throws CheckpointException where the file or the configurations are missing or broken, or
     *     the file is of another kind
     */
    static ModelFiles open(Path file, SingleFileOptions options) {
        if (!isSingleFile(file)) {
            throw new CheckpointException(
                    file
                            + " is no .safetensors or .gguf file; configurations, a prediction and"
                            + " a base are given to single files alone");
        }
        return UNetFile.isOne(file) ? UNetFile.open(file, options) : SingleFile.open(file, options);
    }

    /** {@return whether a path is a file with the name of a model in a single file} */
    static boolean isSingleFile(Path path) {
        return Siblings.isWeights(path) && Files.isRegularFile(path);
    }

    /** {@return what a single file is called: its name without the extension} */
    static String nameOf(Path file) {
        return Siblings.stem(file);
    }

    /**
     * {@return whether a file has a whole model, as far as the names of its tensors tell; not where
     * it cannot be read}
     */
    static boolean isCheckpoint(Path file) {
        if (!isSingleFile(file)) {
            return false;
        }
        try (var opened = WeightSource.openFile(file)) {
            return CheckpointKind.isCheckpoint(opened.keys());
        } catch (CheckpointException e) {
            return false;
        }
    }

    /**
     * {@return a published model's configurations with random weights: as fast as the real one, for
     * measurements}
     *
     * @param model {@code sd15}, {@code sd21} or {@code sdxl}
     * @throws IllegalArgumentException for any other
     */
    static ModelFiles random(String model) {
        return new RandomModel(PublishedConfigs.named(model));
    }

    /** {@return what people call the model} */
    String name();

    /** {@return whether the model has this part} */
    boolean has(String part);

    /** {@return the settings of the model as a whole, such as model_index.json's} */
    JsonConfig index();

    /** {@return what the makers of the model recommend: {@code easel.json} beside the index} */
    Optional<JsonConfig> preferred();

    /** {@return a file that lies in the model's folder, or beside its single file} */
    Optional<Path> companion(String file);

    /**
     * {@return the settings of a part}
     *
     * @param file that has them in diffusers' layout, such as {@code config.json}
     * @param classes of which the part must have one; without any it may be of each
     * @throws CheckpointException where the part is missing or of another class
     */
    JsonConfig settings(String part, String file, String... classes);

    /**
     * {@return where the vocabulary of a tokenizer is}
     *
     * @throws CheckpointException where the part is missing or of another class
     */
    TokenizerPlace tokenizer(String part, String... classes);

    /**
     * {@return the weights of a part, to be closed}
     *
     * @throws CheckpointException where they are missing or broken
     */
    WeightSource weights(String part);

    /** {@return the single file that the model is, if it is one} */
    default Optional<Path> file() {
        return Optional.empty();
    }

    /**
     * {@return the same with another VAE}
     *
     * @param vae a {@code .safetensors} file with the names of diffusers or of the original code,
     *     by itself or in a checkpoint; or a folder in diffusers' layout, of the VAE or of a model
     * @throws CheckpointException where it is missing, broken, or has no VAE
     */
    default ModelFiles withVae(Path vae) {
        return OtherVae.open(this, vae);
    }

    /** {@return the name of the VAE's file or folder where it is not the model's own} */
    default Optional<String> otherVae() {
        return Optional.empty();
    }

    /**
     * {@return the family as people call it: SD 1.x, SD 2.x or SDXL, told by how wide the text is
     * that the network sees; absent for others}
     */
    default Optional<String> family() {
        try {
            return switch (config("unet").findInteger("cross_attention_dim").orElse(0)) {
                case 768 -> Optional.of("SD 1.x");
                case 1024 -> Optional.of("SD 2.x");
                case 2048 -> Optional.of("SDXL");
                default -> Optional.empty();
            };
        } catch (CheckpointException e) {
            return Optional.empty();
        }
    }

    /** {@return whether it has SDXL's two text encoders} */
    default boolean isSdxl() {
        return has("text_encoder_2");
    }

    /** {@return what the model was taken for and why, a sentence each, where it is not written} */
    default List<String> notes() {
        return List.of();
    }

    /**
     * {@return what the model draws best with, where it is made for a few steps}
     *
     * @param asked of which kind it is, where somebody says so; absent where it is to be found out
     * @throws CheckpointException where a configuration is missing or broken
     */
    default Optional<FewSteps> fewSteps(Optional<FewSteps.Kind> asked) {
        return has("unet") ? new FewStepSources(this).find(asked) : Optional.empty();
    }

    /** {@return the configuration of a network, whose class must be one of {@code classes}} */
    default JsonConfig config(String part, String... classes) {
        return settings(part, "config.json", classes);
    }

    /** Where a tokenizer's vocabulary is. */
    sealed interface TokenizerPlace {
        /** In a folder with {@code vocab.json} and {@code merges.txt}. */
        record Folder(Path path) implements TokenizerPlace {}

        /**
         * In the program itself: CLIP's, which single files lack.
         *
         * @param pad the token that fills a prompt up to its length
         */
        record BuiltIn(String pad) implements TokenizerPlace {}
    }
}
