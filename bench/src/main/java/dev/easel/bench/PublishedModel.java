package dev.easel.bench;

import dev.easel.catalog.EmbeddedModel;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.RandomWeights;
import dev.easel.checkpoint.Weights;
import dev.easel.model.Component;
import dev.easel.model.LoadedModel;
import dev.easel.model.ModelDesign;
import dev.easel.model.Precision;
import dev.easel.net.unet.UNet;
import dev.easel.net.unet.UNetConfig;
import dev.easel.pipeline.DeviceKernels;
import dev.easel.sampling.NoiseSchedule;
import dev.easel.sampling.Prediction;
import dev.easel.tensor.Device;
import dev.easel.text.clip.ClipTextConfig;
import dev.easel.text.clip.ClipTextModel;
import dev.easel.text.clip.ClipTokenizer;
import dev.easel.text.clip.PromptEncoder;
import dev.easel.vae.Autoencoder;
import dev.easel.vae.VaeConfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Models of the published sizes with random weights: as fast as the real ones, and nothing to
 * download.
 */
enum PublishedModel {
    /** Stable Diffusion 1.5. */
    SD15(false),
    /** Stable Diffusion XL. */
    SDXL(true);

    private final boolean twoTextModels;

    PublishedModel(boolean twoTextModels) {
        this.twoTextModels = twoTextModels;
    }

    /** {@return the model, to be closed} It draws noise. */
    LoadedModel make(Precision precision, Device device) {
        var store = new ParameterStore();
        try {
            var placement = precision.placement(device, DeviceKernels.best(device));
            var weights = Weights.of(new RandomWeights(key -> true), store, placement);
            String name = folder() + " (random weights)";
            var design = design();
            return new LoadedModel(name, design, parts(weights, design), placement, store);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    ModelDesign design() {
        var scheduler = config("scheduler");
        return new ModelDesign(
                textModels().stream().map(part -> ClipTextConfig.read(config(part))).toList(),
                UNetConfig.read(config("unet")),
                VaeConfig.read(config("vae")),
                NoiseSchedule.read(scheduler),
                Prediction.read(scheduler));
    }

    private List<String> textModels() {
        return twoTextModels ? List.of("text_encoder", "text_encoder_2") : List.of("text_encoder");
    }

    /** Of the parts the UNet alone may be rounded to 8 bits. */
    private LoadedModel.Parts parts(Weights weights, ModelDesign design) {
        var exact = weights.exact();
        return new LoadedModel.Parts(
                Component.loaded(promptEncoder(exact, design.textModels())),
                Component.loaded(UNet.load(weights.at("unet"), design.unet())),
                Component.loaded(Autoencoder.load(exact.at("vae"), design.vae())),
                Optional.empty());
    }

    /** Any tokenizer will do: the time does not depend on which ids it gives. */
    private PromptEncoder promptEncoder(Weights weights, List<ClipTextConfig> textModels) {
        var tokenizers = EmbeddedModel.unpack();
        var tokenizer = ClipTokenizer.load(tokenizers.resolve("tokenizer"));
        var first = new ClipTextModel(weights.at("text_encoder"), textModels.getFirst());
        if (!twoTextModels) {
            return PromptEncoder.single(tokenizer, first);
        }
        var second = new ClipTextModel(weights.at("text_encoder_2"), textModels.getLast());
        var secondTokenizer = ClipTokenizer.load(tokenizers.resolve("tokenizer_2"));
        return PromptEncoder.dual(tokenizer, first, secondTokenizer, second, true);
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
