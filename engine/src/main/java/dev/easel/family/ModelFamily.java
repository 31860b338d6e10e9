package dev.easel.family;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.layout.ModelFiles;
import dev.easel.model.Execution;
import dev.easel.model.LoadedModel;
import dev.easel.model.ModelDesign;
import dev.easel.model.Offload;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.Tensor;
import dev.easel.text.WeightedPrompt;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** A kind of model: what its files are like, and which networks make its pictures. */
public sealed interface ModelFamily extends ModelDesign permits StableDiffusion {
    /**
     * {@return the family of a model, as its configurations describe it}
     *
     * @throws CheckpointException where a configuration is missing or broken, or the model is none
     *     that Easel knows
     */
    static ModelFamily of(ModelFiles files) {
        if (StableDiffusion.recognises(files)) {
            return StableDiffusion.read(files);
        }
        throw new CheckpointException(
                "%s is no model that Easel knows; expected a part unet, as Stable Diffusion has it"
                        .formatted(files.name()));
    }

    /**
     * {@return the model of some files, to be closed}
     *
     * @param execution of which offloading may ask for smaller weights
     * @throws CheckpointException where a file is missing or broken, or the model is none that
     *     Easel knows; where its components are loaded on demand, broken weights are found only
     *     then
     */
    static LoadedModel load(ModelFiles files, Execution execution, Offload offload) {
        var family = of(files);
        var store = new ParameterStore();
        var loading = Loading.of(execution, offload, store);
        try {
            var components = family.components(files, loading);
            return new LoadedModel(files.name(), family, components, loading.execution(), store);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /**
     * {@return what counts the tokens of a model's prompts}
     *
     * @throws CheckpointException where a file is missing or broken
     */
    static ToIntFunction<WeightedPrompt> tokenCounter(ModelFiles files) {
        return StableDiffusionComponents.tokenCounter(files);
    }

    /**
     * {@return quick pictures of a model's latents, by the tiny decoder (TAESD) in a file}
     *
     * @param store owns the decoder's weights
     * @throws CheckpointException where the file is broken, or its decoder is of other latents
     */
    static Function<Tensor, RgbImage> tinyPreview(
            Path file, LoadedModel model, ParameterStore store) {
        return TinyPreview.load(file, model, store);
    }

    /** {@return the networks of the model, loaded or to be loaded on demand} */
    LoadedModel.Components components(ModelFiles files, Loading loading);
}
