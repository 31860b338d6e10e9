package dev.easel.model;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.Weights;
import dev.easel.checkpoint.Weights.Placement;
import dev.easel.sampling.NoiseSchedule;
import dev.easel.sampling.Prediction;
import dev.easel.tensor.Device;
import dev.easel.text.ClipTextConfig;
import dev.easel.text.ClipTextModel;
import dev.easel.text.ClipTokenizer;
import dev.easel.text.PromptEncoder;
import dev.easel.unet.Conditioning.TextTime;
import dev.easel.unet.UNet;
import dev.easel.unet.UNetConfig;
import dev.easel.vae.Autoencoder;
import dev.easel.vae.VaeConfig;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Builds a model as its folder's configurations say. Which family it belongs to is asked nowhere:
 * the number of text encoders and the UNet's conditioning tell all.
 */
public final class ModelLoader {
    private final ModelFolder folder;
    private final Placement placement;
    private final ParameterStore store;

    private ModelLoader(ModelFolder folder, Placement placement, ParameterStore store) {
        this.folder = folder;
        this.placement = placement;
        this.store = store;
    }

    /**
     * {@return the model in a folder, to be closed}
     *
     * @throws CheckpointException where a file is missing or broken, or the model is none that the
     *     engine knows
     */
    public static DiffusionModel load(ModelFolder folder, Precision precision, Device device) {
        var store = new ParameterStore();
        try {
            var placement = new Placement(precision.dtype(device), device);
            var parts = new ModelLoader(folder, placement, store).parts();
            return new DiffusionModel(folder.name(), parts, device, store);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private DiffusionModel.Parts parts() {
        var scheduler = folder.scheduler();
        var parts =
                new DiffusionModel.Parts(
                        promptEncoder(),
                        unet(),
                        vae(),
                        NoiseSchedule.read(scheduler),
                        Prediction.read(scheduler));
        requireFit(parts);
        return parts;
    }

    private PromptEncoder promptEncoder() {
        if (!folder.has("text_encoder_2")) {
            return PromptEncoder.single(tokenizer("tokenizer"), textModel("text_encoder"));
        }
        return PromptEncoder.dual(
                tokenizer("tokenizer"),
                textModel("text_encoder"),
                tokenizer("tokenizer_2"),
                textModel("text_encoder_2"),
                folder.index().findBoolean("force_zeros_for_empty_prompt").orElse(true));
    }

    private ClipTokenizer tokenizer(String part) {
        return ClipTokenizer.load(folder.part(part, "CLIPTokenizer", "CLIPTokenizerFast"));
    }

    private ClipTextModel textModel(String part) {
        Path path = folder.part(part, "CLIPTextModel", "CLIPTextModelWithProjection");
        var config = ClipTextConfig.read(ModelFolder.config(path));
        return build(path, "model", w -> new ClipTextModel(w, config), ClipTextModel::ignores);
    }

    private UNet unet() {
        Path part = folder.part("unet", "UNet2DConditionModel");
        var config = UNetConfig.read(ModelFolder.config(part));
        return build(part, "diffusion_pytorch_model", w -> UNet.load(w, config), key -> false);
    }

    private Autoencoder vae() {
        Path part = folder.part("vae", "AutoencoderKL");
        var config = VaeConfig.read(ModelFolder.config(part));
        return build(
                part, "diffusion_pytorch_model", w -> Autoencoder.load(w, config), key -> false);
    }

    private <T> T build(
            Path part, String stem, Function<Weights, T> constructor, Predicate<String> ignored) {
        try (var source = ModelFolder.weights(part, stem)) {
            var weights = Weights.of(source, store, placement);
            T built = constructor.apply(weights);
            weights.requireAllUsed(ignored);
            return built;
        }
    }

    /**
     * Parts that load may still not belong together: that is told here, not by a failing product
     * later.
     */
    private void requireFit(DiffusionModel.Parts parts) {
        var unet = parts.unet().config();
        int latents = parts.vae().config().latentChannels();
        if (unet.inChannels() != latents) {
            throw new CheckpointException(
                    "%s: the UNet takes %d channels and the VAE gives %d; depth and inpainting models are not supported"
                            .formatted(folder.name(), unet.inChannels(), latents));
        }
        unet.textTime()
                .ifPresent(widths -> requireFit(widths, parts.promptEncoder().pooledWidth()));
        int width = parts.promptEncoder().contextWidth();
        if (unet.contextWidth() != width) {
            throw new CheckpointException(
                    "%s: the UNet expects a context of width %d and the text encoders give %d"
                            .formatted(folder.name(), unet.contextWidth(), width));
        }
    }

    private void requireFit(UNetConfig.TextTimeWidths widths, OptionalInt pooled) {
        int expected = widths.input() - TextTime.TIME_IDS * widths.perTimeId();
        if (pooled.isEmpty() || pooled.getAsInt() != expected) {
            throw new CheckpointException(
                    "%s: the UNet expects a pooled text vector of width %d and the text encoders give %s"
                            .formatted(
                                    folder.name(),
                                    expected,
                                    pooled.isPresent() ? "one of " + pooled.getAsInt() : "none"));
        }
    }
}
