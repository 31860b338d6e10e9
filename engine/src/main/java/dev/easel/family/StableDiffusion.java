package dev.easel.family;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.layout.ModelFiles;
import dev.easel.model.ExtraChannels;
import dev.easel.model.LoadedModel;
import dev.easel.model.PreferredSettings;
import dev.easel.net.unet.UNetConfig;
import dev.easel.sampling.Denoiser;
import dev.easel.sampling.FewSteps;
import dev.easel.sampling.NoisePredictor;
import dev.easel.sampling.NoiseSchedule;
import dev.easel.sampling.Prediction;
import dev.easel.sampling.Samplers;
import dev.easel.text.clip.ClipTextConfig;
import dev.easel.vae.VaeConfig;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Stable Diffusion 1, 2 and XL, plain, for inpainting or guided by depth: CLIP, a UNet and a
 * variational autoencoder. Which of them a model is, is asked nowhere else: the number of text
 * models, the UNet's conditioning and its channels tell all.
 *
 * @param textModels one (SD 1 and 2) or two (SDXL)
 * @param prediction what the UNet predicts
 * @param sampleSize the side of the latents that it was trained with
 * @param fewSteps what it draws best with, where it is made for a few steps
 * @param preferred what its makers recommend
 * @param otherVae the name of the VAE where it is not the model's own
 */
record StableDiffusion(
        List<ClipTextConfig> textModels,
        UNetConfig unet,
        VaeConfig vae,
        NoiseSchedule schedule,
        Prediction prediction,
        ExtraChannels extraChannels,
        int sampleSize,
        Optional<FewSteps> fewSteps,
        PreferredSettings preferred,
        Optional<String> otherVae)
        implements ModelFamily {
    /** That of Stable Diffusion 1, where a configuration is silent. */
    private static final int SAMPLE_SIZE = 64;

    private static final int STEPS = 30;
    private static final double GUIDANCE_SCALE = 7;

    static final String TEXT_ENCODER_2 = "text_encoder_2";

    public StableDiffusion {
        textModels = List.copyOf(textModels);
    }

    static boolean recognises(ModelFiles files) {
        return files.has("unet");
    }

    static StableDiffusion read(ModelFiles files) {
        var unetSettings = files.config("unet", "UNet2DConditionModel");
        var unet = UNetConfig.read(unetSettings);
        var vae = VaeConfig.read(files.config("vae", "AutoencoderKL"));
        var scheduler = files.settings("scheduler", "scheduler_config.json");
        var family =
                new StableDiffusion(
                        Stream.of("text_encoder", TEXT_ENCODER_2)
                                .filter(part -> !part.equals(TEXT_ENCODER_2) || files.has(part))
                                .map(part -> ClipTextConfig.read(textConfig(files, part)))
                                .toList(),
                        unet,
                        vae,
                        NoiseSchedule.read(scheduler),
                        Prediction.read(scheduler),
                        extraChannels(files.name(), unet, vae.latentChannels()),
                        sampleSize(unetSettings),
                        files.fewSteps(Optional.empty()),
                        files.preferred()
                                .map(PreferredSettings::read)
                                .orElse(PreferredSettings.NONE),
                        files.otherVae());
        family.requireFit(files.name());
        return family;
    }

    /** A list, height and width, is of no published model. */
    private static int sampleSize(JsonConfig unet) {
        return unet.isList("sample_size") ? SAMPLE_SIZE : unet.positive("sample_size", SAMPLE_SIZE);
    }

    private static JsonConfig textConfig(ModelFiles files, String part) {
        return files.config(part, "CLIPTextModel", "CLIPTextModelWithProjection");
    }

    /** No setting says it: the channels beyond those of the latents do. */
    private static ExtraChannels extraChannels(String name, UNetConfig unet, int latents) {
        int extra = unet.inChannels() - latents;
        if (unet.outChannels() == latents) {
            if (extra == 0) {
                return ExtraChannels.NONE;
            }
            if (extra == 1) {
                return ExtraChannels.DEPTH;
            }
            if (extra == latents + 1) {
                return ExtraChannels.MASK;
            }
            if (extra == latents) {
                throw new CheckpointException(
                        "%s is an InstructPix2Pix model, which Easel does not support: its UNet takes %d channels"
                                .formatted(name, unet.inChannels()));
            }
        }
        throw new CheckpointException(
                "%s: the VAE gives %d channels and the UNet makes %d of %d; it must take %s of them"
                        .formatted(
                                name,
                                latents,
                                unet.outChannels(),
                                unet.inChannels(),
                                "%d, %d (depth) or %d (inpainting) and make %1$d"
                                        .formatted(latents, latents + 1, 2 * latents + 1)));
    }

    /**
     * Components that load may still not belong together: that is told here, not by a failing
     * product later.
     */
    private void requireFit(String name) {
        unet.pooledWidth().ifPresent(width -> requirePooled(name, width));
        int context = textModels.stream().mapToInt(ClipTextConfig::width).sum();
        if (unet.contextWidth() != context) {
            throw new CheckpointException(
                    "%s: the UNet expects a context of width %d and the text encoders give %d"
                            .formatted(name, unet.contextWidth(), context));
        }
    }

    private void requirePooled(String name, int expected) {
        var pooled = pooledWidth();
        if (pooled.isEmpty() || pooled.getAsInt() != expected) {
            throw new CheckpointException(
                    "%s: the UNet expects a pooled text vector of width %d and the text encoders give %s"
                            .formatted(
                                    name,
                                    expected,
                                    pooled.isPresent() ? "one of " + pooled.getAsInt() : "none"));
        }
    }

    private OptionalInt pooledWidth() {
        return textModels.size() == 2
                ? OptionalInt.of(textModels.getLast().projectionWidth())
                : OptionalInt.empty();
    }

    @Override
    public Denoiser denoiser(NoisePredictor network, boolean wholeTimesteps) {
        return prediction.denoiser(network, schedule, wholeTimesteps);
    }

    @Override
    public List<Integer> tokenWidths() {
        return textModels.stream().map(ClipTextConfig::width).toList();
    }

    @Override
    public int latentChannels() {
        return vae.latentChannels();
    }

    @Override
    public int latentFactor() {
        return vae.factor();
    }

    @Override
    public Optional<String> tinyDecoder() {
        return TinyPreview.nameOf(vae);
    }

    @Override
    public Defaults defaults() {
        int side = sampleSize * vae.factor();
        return fewSteps.map(it -> new Defaults(side, it.sampler(), it.steps(), it.guidanceScale()))
                .orElse(new Defaults(side, Samplers.K_DPMPP_2M, STEPS, GUIDANCE_SCALE));
    }

    @Override
    public boolean isToldGuidance() {
        return unet.guidanceWidth().isPresent();
    }

    @Override
    public StageFlops flops(int width, int height, int tokens, boolean guided) {
        return new StableDiffusionFlops(this, width, height, tokens).count(guided ? 2 : 1);
    }

    @Override
    public LoadedModel.Components components(ModelFiles files, Loading loading) {
        return new StableDiffusionComponents(this, files, loading).load();
    }
}
