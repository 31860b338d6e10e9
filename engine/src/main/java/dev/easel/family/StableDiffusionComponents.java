package dev.easel.family;

import static dev.easel.family.StableDiffusion.TEXT_ENCODER_2;

import dev.easel.checkpoint.ModelChanges;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.layout.ModelFiles;
import dev.easel.checkpoint.layout.ModelFiles.TokenizerPlace;
import dev.easel.depth.DepthEstimator;
import dev.easel.family.Loading.Network;
import dev.easel.model.Backbone;
import dev.easel.model.DepthStage;
import dev.easel.model.ExtraChannels;
import dev.easel.model.LatentCodec;
import dev.easel.model.LoadedModel.Components;
import dev.easel.model.TextStage;
import dev.easel.net.unet.UNet;
import dev.easel.text.WeightedPrompt;
import dev.easel.text.clip.ClipTextModel;
import dev.easel.text.clip.ClipTokenizer;
import dev.easel.text.clip.PromptEncoder;
import dev.easel.vae.Autoencoder;

import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** Builds the components of a Stable Diffusion model of its files. */
record StableDiffusionComponents(StableDiffusion family, ModelFiles files, Loading loading) {
    private static final String UNET = "unet";
    private static final String VAE = "vae";
    private static final String TOKENIZER = "tokenizer";
    private static final String DEPTH_ESTIMATOR = "depth_estimator";

    /** Where memory is scarce, pictures of more than 512x512 pixels are coded in tiles. */
    private static final int SMALL_TILES = 512;

    Components load() {
        var unchanged =
                new Components(
                        loading.component(this::text),
                        loading.component(this::backbone),
                        loading.component(this::codec),
                        family.extraChannels() == ExtraChannels.DEPTH && files.has(DEPTH_ESTIMATOR)
                                ? Optional.of(loading.component(this::depth))
                                : Optional.empty());
        return new Components(
                unchanged.text(),
                unchanged.backbone(),
                unchanged.codec(),
                unchanged.depth(),
                Optional.of(new StableDiffusionWeights(this, unchanged)));
    }

    /** {@return the components with changes; those that nothing changes are the unchanged ones} */
    Components changed(Components unchanged, ModelChanges changes, ParameterStore owner) {
        var changed = new StableDiffusionComponents(family, files, loading.changed(changes, owner));
        boolean text = textParts().stream().anyMatch(changes::touches);
        return new Components(
                text ? changed.loading.component(changed::text) : unchanged.text(),
                changes.touches(UNET)
                        ? changed.loading.component(changed::backbone)
                        : unchanged.backbone(),
                unchanged.codec(),
                unchanged.depth());
    }

    /** {@return the names of the parts that adapters change} */
    List<String> changeableParts() {
        return Stream.concat(Stream.of(UNET), textParts().stream()).toList();
    }

    private List<String> textParts() {
        return List.of("text_encoder", TEXT_ENCODER_2).subList(0, family.textModels().size());
    }

    private TextStage text(ParameterStore store) {
        return new ClipText(promptEncoder(store), family.unet(), loading.turns());
    }

    private PromptEncoder promptEncoder(ParameterStore store) {
        var first = textModel("text_encoder", 0, store);
        if (family.textModels().size() == 1) {
            return PromptEncoder.single(tokenizer(files, TOKENIZER), first);
        }
        return PromptEncoder.dual(
                tokenizer(files, TOKENIZER),
                first,
                tokenizer(files, "tokenizer_2"),
                textModel(TEXT_ENCODER_2, 1, store),
                files.index().findBoolean("force_zeros_for_empty_prompt").orElse(true));
    }

    /** {@return what counts by the first tokenizer of a model: a second one cuts alike} */
    static ToIntFunction<WeightedPrompt> tokenCounter(ModelFiles files) {
        var tokenizer = tokenizer(files, TOKENIZER);
        return prompt ->
                prompt.parts().stream()
                        .mapToInt(part -> tokenizer.encode(part.text()).length)
                        .sum();
    }

    private static ClipTokenizer tokenizer(ModelFiles files, String part) {
        return switch (files.tokenizer(part, "CLIPTokenizer", "CLIPTokenizerFast")) {
            case TokenizerPlace.Folder folder -> ClipTokenizer.load(folder.path());
            case TokenizerPlace.BuiltIn builtIn -> ClipTokenizer.builtIn(builtIn.pad());
        };
    }

    private ClipTextModel textModel(String part, int index, ParameterStore store) {
        var config = family.textModels().get(index);
        return loading.build(
                part,
                files.weights(part),
                store,
                new Network<>(w -> new ClipTextModel(w.exact(), config), ClipTextModel::ignores));
    }

    private Backbone backbone(ParameterStore store) {
        UNet unet =
                loading.build(
                        UNET,
                        files.weights(UNET),
                        store,
                        new Network<>(w -> UNet.load(w, family.unet()), _ -> false));
        return new TurnTakingBackbone(unet, loading.turns());
    }

    private LatentCodec codec(ParameterStore store) {
        Autoencoder vae =
                loading.build(
                        VAE,
                        files.weights(VAE),
                        store,
                        new Network<>(w -> Autoencoder.load(w.exact(), family.vae()), _ -> false));
        var tiled =
                switch (loading.offload()) {
                    case NONE -> vae;
                    case PER_COMPONENT -> vae.withTiles(SMALL_TILES);
                };
        return new KlCodec(tiled, loading.turns());
    }

    private DepthStage depth(ParameterStore store) {
        var config = files.config(DEPTH_ESTIMATOR, "DPTForDepthEstimation");
        var preprocessor =
                files.settings(
                        "feature_extractor",
                        "preprocessor_config.json",
                        "DPTImageProcessor",
                        "DPTFeatureExtractor");
        var estimator =
                loading.build(
                        DEPTH_ESTIMATOR,
                        files.weights(DEPTH_ESTIMATOR),
                        store,
                        new Network<>(
                                w -> DepthEstimator.load(w.exact(), config, preprocessor),
                                DepthEstimator::ignores));
        return picture -> loading.turns().inTurn(() -> estimator.estimate(picture));
    }
}
