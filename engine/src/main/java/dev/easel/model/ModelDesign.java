package dev.easel.model;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.net.unet.Conditioning.TextTime;
import dev.easel.net.unet.UNetConfig;
import dev.easel.sampling.NoiseSchedule;
import dev.easel.sampling.Prediction;
import dev.easel.text.clip.ClipTextConfig;
import dev.easel.vae.VaeConfig;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a model's configurations say, without its weights. Which family a model belongs to is asked
 * nowhere: the number of text models, the UNet's conditioning and its channels tell all.
 *
 * @param textModels one (SD 1 and 2) or two (SDXL)
 * @param prediction what the UNet predicts
 */
public record ModelDesign(
        List<ClipTextConfig> textModels,
        UNetConfig unet,
        VaeConfig vae,
        NoiseSchedule schedule,
        Prediction prediction) {
    public ModelDesign {
        textModels = List.copyOf(textModels);
    }

    /** {@return whether the UNet sees a map of depths beside the latents (SD 2 depth)} */
    public boolean takesDepth() {
        return unet.inChannels() == vae.latentChannels() + 1;
    }

    /**
     * {@return whether the UNet sees a mask and what it leaves of a picture (inpainting models)}
     */
    public boolean takesMask() {
        return unet.inChannels() == 2 * vae.latentChannels() + 1;
    }

    /**
     * Parts that load may still not belong together: that is told here, not by a failing product
     * later.
     *
     * @param name of the model, for the sentence
     */
    void requireFit(String name) {
        int latents = vae.latentChannels();
        boolean takesLatents = unet.inChannels() == latents || takesDepth() || takesMask();
        if (!takesLatents || unet.outChannels() != latents) {
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
        unet.textTime().ifPresent(widths -> requireFit(name, widths));
        int context = textModels.stream().mapToInt(ClipTextConfig::width).sum();
        if (unet.contextWidth() != context) {
            throw new CheckpointException(
                    "%s: the UNet expects a context of width %d and the text encoders give %d"
                            .formatted(name, unet.contextWidth(), context));
        }
    }

    private void requireFit(String name, UNetConfig.TextTimeWidths widths) {
        int expected = widths.input() - TextTime.TIME_IDS * widths.perTimeId();
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
}
