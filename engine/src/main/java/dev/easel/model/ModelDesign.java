package dev.easel.model;

import dev.easel.sampling.Denoiser;
import dev.easel.sampling.NoisePredictor;
import dev.easel.sampling.NoiseSchedule;
import dev.easel.sampling.Samplers;

import java.util.List;
import java.util.Optional;

/** What is known of a model without its weights; its family says it. Immutable. */
public interface ModelDesign {
    /** {@return the noise levels that the model was trained at} */
    NoiseSchedule schedule();

    /**
     * {@return a denoiser around the model's network}
     *
     * @param network predicts what the model was trained to predict
     * @param wholeTimesteps whether it is asked at the nearest whole timesteps alone
     */
    Denoiser denoiser(NoisePredictor network, boolean wholeTimesteps);

    /** {@return the widths of the vectors that tokens stand for, one for each text model} */
    List<Integer> tokenWidths();

    /** {@return the channels of the latents} */
    int latentChannels();

    /** {@return how many times as high and wide as its latents a picture is} */
    int latentFactor();

    /** {@return what suits the model's family where a request does not say it} */
    Defaults defaults();

    /** {@return what those who made the model recommend instead} */
    PreferredSettings preferred();

    /**
     * {@return whether the network is told the guidance scale (LCM)} It then predicts for the
     * prompt alone what others predict for the guided pair.
     */
    boolean isToldGuidance();

    /** {@return the name of the VAE where it is not the model's own, for recipes} */
    Optional<String> otherVae();

    /** {@return what the network sees behind the latents' channels} */
    ExtraChannels extraChannels();

    /**
     * {@return the name of the published tiny decoder (TAESD) of the model's latents, which is its
     * file's without the extension; absent where there is none}
     */
    Optional<String> tinyDecoder();

    /**
     * {@return the floating-point operations of the stages, a multiply-add being two}
     *
     * @param width of the picture in pixels
     * @param height of the picture in pixels
     * @param tokens of each of the two prompts
     * @param guided whether the backbone predicts for both
     */
    StageFlops flops(int width, int height, int tokens, boolean guided);

    /**
     * What suits a family of models.
     *
     * @param side of the square pictures that it was trained with, in pixels
     * @param steps of the sampler
     * @param guidanceScale for its prompts
     */
    record Defaults(int side, Samplers sampler, int steps, double guidanceScale) {}

    /**
     * Floating-point operations of the stages of one picture.
     *
     * @param text of encoding the prompt and the negative one
     * @param preparation of {@link Backbone#prepare}
     * @param prediction of one call of the backbone, for the guided pair or the prompt alone
     * @param decoding of the latents
     */
    record StageFlops(double text, double preparation, double prediction, double decoding) {}
}
