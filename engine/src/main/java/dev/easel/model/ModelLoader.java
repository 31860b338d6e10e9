package dev.easel.model;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.WeightSource;
import dev.easel.checkpoint.Weights;
import dev.easel.checkpoint.Weights.Placement;
import dev.easel.checkpoint.layout.DiffusersFolder;
import dev.easel.depth.DepthEstimator;
import dev.easel.net.unet.UNet;
import dev.easel.net.unet.UNetConfig;
import dev.easel.sampling.NoiseSchedule;
import dev.easel.sampling.Prediction;
import dev.easel.text.clip.ClipTextConfig;
import dev.easel.text.clip.ClipTextModel;
import dev.easel.text.clip.ClipTokenizer;
import dev.easel.text.clip.PromptEncoder;
import dev.easel.vae.Autoencoder;
import dev.easel.vae.VaeConfig;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Builds a model as its folder's configurations say. */
public final class ModelLoader {
    private static final String TEXT_ENCODER_2 = "text_encoder_2";
    private static final String DEPTH_ESTIMATOR = "depth_estimator";

    /** Where memory is scarce, pictures of more than 512x512 pixels are coded in tiles. */
    private static final int SMALL_TILES = 512;

    private static final String DIFFUSION_WEIGHTS = "diffusion_pytorch_model";

    private final DiffusersFolder folder;
    private final ModelDesign design;
    private final Placement placement;

    private ModelLoader(DiffusersFolder folder, ModelDesign design, Placement placement) {
        this.folder = folder;
        this.design = design;
        this.placement = placement;
    }

    /**
     * {@return the model in a folder, to be closed}
     *
     * @param wanted what its weights become, where offloading asks for nothing else
     * @throws CheckpointException where a file is missing or broken, or the model is none that the
     *     engine knows; where its parts are loaded on demand, broken weights are found only then
     */
    public static LoadedModel load(DiffusersFolder folder, Placement wanted, Offload offload) {
        var design = design(folder);
        design.requireFit(folder.name());
        var placement = placement(wanted, offload);
        var loader = new ModelLoader(folder, design, placement);
        var store = new ParameterStore();
        try {
            var parts = loader.parts(offload, store);
            return new LoadedModel(folder.name(), design, parts, placement, store);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private static Placement placement(Placement placement, Offload offload) {
        return switch (offload) {
            case NONE -> placement;
            case PER_COMPONENT -> placement.compacted();
        };
    }

    private static ModelDesign design(DiffusersFolder folder) {
        var scheduler = folder.scheduler();
        return new ModelDesign(
                Stream.of("text_encoder", TEXT_ENCODER_2)
                        .filter(part -> !part.equals(TEXT_ENCODER_2) || folder.has(part))
                        .map(part ->
                                ClipTextConfig.read(
                                        DiffusersFolder.config(textModel(folder, part))))
                        .toList(),
                UNetConfig.read(DiffusersFolder.config(unet(folder))),
                VaeConfig.read(DiffusersFolder.config(vae(folder))),
                NoiseSchedule.read(scheduler),
                Prediction.read(scheduler));
    }

    private LoadedModel.Parts parts(Offload offload, ParameterStore store) {
        var turn = new ReentrantLock();
        return new LoadedModel.Parts(
                part(offload, store, turn, this::promptEncoder),
                part(offload, store, turn, this::unet),
                part(offload, store, turn, own -> vae(offload, own)),
                design.takesDepth() && folder.has(DEPTH_ESTIMATOR)
                        ? Optional.of(part(offload, store, turn, this::depthEstimator))
                        : Optional.empty());
    }

    private static <T> Component<T> part(
            Offload offload,
            ParameterStore store,
            ReentrantLock turn,
            Function<ParameterStore, T> loader) {
        return switch (offload) {
            case NONE -> Component.loaded(loader.apply(store));
            case PER_COMPONENT -> Component.onDemand(turn, loader);
        };
    }

    private PromptEncoder promptEncoder(ParameterStore store) {
        var first = textModel("text_encoder", 0, store);
        if (design.textModels().size() == 1) {
            return PromptEncoder.single(tokenizer("tokenizer"), first);
        }
        return PromptEncoder.dual(
                tokenizer("tokenizer"),
                first,
                tokenizer("tokenizer_2"),
                textModel(TEXT_ENCODER_2, 1, store),
                folder.index().findBoolean("force_zeros_for_empty_prompt").orElse(true));
    }

    private ClipTokenizer tokenizer(String part) {
        return ClipTokenizer.load(folder.part(part, "CLIPTokenizer", "CLIPTokenizerFast"));
    }

    private ClipTextModel textModel(String part, int index, ParameterStore store) {
        var config = design.textModels().get(index);
        return build(
                DiffusersFolder.weights(textModel(folder, part), "model"),
                store,
                w -> new ClipTextModel(w.exact(), config),
                ClipTextModel::ignores);
    }

    private UNet unet(ParameterStore store) {
        return build(
                DiffusersFolder.weights(unet(folder), DIFFUSION_WEIGHTS),
                store,
                w -> UNet.load(w, design.unet()),
                key -> false);
    }

    private Autoencoder vae(Offload offload, ParameterStore store) {
        Autoencoder vae =
                build(
                        DiffusersFolder.weights(vae(folder), DIFFUSION_WEIGHTS),
                        store,
                        w -> Autoencoder.load(w.exact(), design.vae()),
                        key -> false);
        return switch (offload) {
            case NONE -> vae;
            case PER_COMPONENT -> vae.withTiles(SMALL_TILES);
        };
    }

    private DepthEstimator depthEstimator(ParameterStore store) {
        Path part = folder.part(DEPTH_ESTIMATOR, "DPTForDepthEstimation");
        var config = DiffusersFolder.config(part);
        var preprocessor =
                JsonConfig.read(
                        folder.part("feature_extractor", "DPTImageProcessor", "DPTFeatureExtractor")
                                .resolve("preprocessor_config.json"));
        return build(
                DiffusersFolder.weights(part, "model"),
                store,
                w -> DepthEstimator.load(w.exact(), config, preprocessor),
                DepthEstimator::ignores);
    }

    private <T> T build(
            WeightSource opened,
            ParameterStore store,
            Function<Weights, T> constructor,
            Predicate<String> ignored) {
        try (var source = opened) {
            var weights = Weights.of(source, store, placement);
            T built = constructor.apply(weights);
            weights.requireAllUsed(ignored);
            return built;
        }
    }

    private static Path textModel(DiffusersFolder folder, String part) {
        return folder.part(part, "CLIPTextModel", "CLIPTextModelWithProjection");
    }

    private static Path unet(DiffusersFolder folder) {
        return folder.part("unet", "UNet2DConditionModel");
    }

    private static Path vae(DiffusersFolder folder) {
        return folder.part("vae", "AutoencoderKL");
    }
}
