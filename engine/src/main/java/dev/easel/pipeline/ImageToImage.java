package dev.easel.pipeline;

import static java.util.Objects.requireNonNull;

import dev.easel.adapter.WeightedAdapter;
import dev.easel.pictures.RgbImage;
import dev.easel.text.inversion.TextualInversion;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request for pictures that begin from another one.
 *
 * @param prompt what to see
 * @param negativePrompt what not to see
 * @param image of any size; each side is brought to the nearest that the model can make, and the
 *     results have that size
 * @param denoisingStrength 0 to 1, diffusers' {@code strength}: how much of the picture is made
 *     again; 0 gives the fitted picture back, 1 follows it in nothing but its broadest forms
 * @param mask white where the picture is to be made again, black where it stays (inpainting), of
 *     any size, stretched over the picture
 * @param depth how near each position of the picture is, the nearest bright, of any size; for
 *     models that are guided by depth, which without it estimate it from the picture
 * @param clipSkip from which layer the prompts are read, see {@link ImageRequest#clipSkip}
 * @param number of pictures, 1 to 10
 * @param sampling how they are made; of its steps the last {@code floor(steps * denoisingStrength)}
 *     are run, at least one
 * @param adapters what is put on the model
 * @param embeddings what words of the prompts stand for, beside those in the generator's folders
 */
public record ImageToImage(
        String prompt,
        Optional<String> negativePrompt,
        RgbImage image,
        double denoisingStrength,
        Optional<RgbImage> mask,
        Optional<RgbImage> depth,
        OptionalInt clipSkip,
        int number,
        SamplingSettings sampling,
        List<WeightedAdapter> adapters,
        List<TextualInversion> embeddings)
        implements ImageRequest {
    public static final double DEFAULT_STRENGTH = 0.65;

    /** What keeps 0.29 * 100 at 29. */
    private static final double ROUNDING = 1e-6;

    public ImageToImage {
        PromptRules.require(prompt, negativePrompt);
        requireNonNull(image, "image is null");
        ParameterRange.DENOISING_STRENGTH.require(denoisingStrength);
        clipSkip.ifPresent(ParameterRange.CLIP_SKIP::require);
        ParameterRange.NUMBER.require(number);
        sampling.requireSeeds(number);
        adapters = List.copyOf(adapters);
        embeddings = List.copyOf(embeddings);
    }

    /**
     * {@return a request for one picture with the default strength, its sampling left to the model}
     */
    public static ImageToImage of(RgbImage image, String prompt) {
        return new ImageToImage(
                prompt,
                Optional.empty(),
                image,
                DEFAULT_STRENGTH,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                1,
                SamplingSettings.defaults(),
                List.of(),
                List.of());
    }

    public ImageToImage withNegativePrompt(String other) {
        return withNegativePrompt(Optional.of(other));
    }

    public ImageToImage withNegativePrompt(Optional<String> other) {
        return new ImageToImage(
                prompt,
                other,
                image,
                denoisingStrength,
                mask,
                depth,
                clipSkip,
                number,
                sampling,
                adapters,
                embeddings);
    }

    public ImageToImage withImage(RgbImage other) {
        return new ImageToImage(
                prompt,
                negativePrompt,
                other,
                denoisingStrength,
                mask,
                depth,
                clipSkip,
                number,
                sampling,
                adapters,
                embeddings);
    }

    public ImageToImage withDenoisingStrength(double other) {
        return new ImageToImage(
                prompt,
                negativePrompt,
                image,
                other,
                mask,
                depth,
                clipSkip,
                number,
                sampling,
                adapters,
                embeddings);
    }

    public ImageToImage withMask(RgbImage other) {
        return withMask(Optional.of(other));
    }

    public ImageToImage withMask(Optional<RgbImage> other) {
        return new ImageToImage(
                prompt,
                negativePrompt,
                image,
                denoisingStrength,
                other,
                depth,
                clipSkip,
                number,
                sampling,
                adapters,
                embeddings);
    }

    public ImageToImage withDepth(RgbImage other) {
        return withDepth(Optional.of(other));
    }

    public ImageToImage withDepth(Optional<RgbImage> other) {
        return new ImageToImage(
                prompt,
                negativePrompt,
                image,
                denoisingStrength,
                mask,
                other,
                clipSkip,
                number,
                sampling,
                adapters,
                embeddings);
    }

    /** {@return the same with prompts that are read from this layer, 1 to 12} */
    public ImageToImage withClipSkip(OptionalInt other) {
        return new ImageToImage(
                prompt,
                negativePrompt,
                image,
                denoisingStrength,
                mask,
                depth,
                other,
                number,
                sampling,
                adapters,
                embeddings);
    }

    public ImageToImage withNumber(int other) {
        return new ImageToImage(
                prompt,
                negativePrompt,
                image,
                denoisingStrength,
                mask,
                depth,
                clipSkip,
                other,
                sampling,
                adapters,
                embeddings);
    }

    public ImageToImage withSampling(SamplingSettings other) {
        return new ImageToImage(
                prompt,
                negativePrompt,
                image,
                denoisingStrength,
                mask,
                depth,
                clipSkip,
                number,
                other,
                adapters,
                embeddings);
    }

    /** {@return the same with adapters on the model} */
    @Override
    public ImageToImage withAdapters(List<WeightedAdapter> others) {
        return new ImageToImage(
                prompt,
                negativePrompt,
                image,
                denoisingStrength,
                mask,
                depth,
                clipSkip,
                number,
                sampling,
                others,
                embeddings);
    }

    /** {@return the same with embeddings, all made for the model} */
    @Override
    public ImageToImage withEmbeddings(List<TextualInversion> others) {
        return new ImageToImage(
                prompt,
                negativePrompt,
                image,
                denoisingStrength,
                mask,
                depth,
                clipSkip,
                number,
                sampling,
                adapters,
                others);
    }

    @Override
    public ImageToImage withPrompt(String other) {
        return new ImageToImage(
                other,
                negativePrompt,
                image,
                denoisingStrength,
                mask,
                depth,
                clipSkip,
                number,
                sampling,
                adapters,
                embeddings);
    }

    /** {@return the same with this number of steps} */
    public ImageToImage withSteps(int steps) {
        return withSampling(sampling.withSteps(steps));
    }

    @Override
    public ImageToImage withSeed(long seed) {
        return withSampling(sampling.withSeed(seed));
    }

    @Override
    public ImageToImage withDefaults(ModelDefaults defaults) {
        return withSampling(sampling.withDefaults(defaults));
    }

    /** {@return how many of the sampling's steps are run} */
    int stepsRun() {
        return stepsRun(sampling.settled().steps(), denoisingStrength);
    }

    /** {@return the steps that diffusers' {@code get_timesteps} leaves, but at least one} */
    public static int stepsRun(int steps, double denoisingStrength) {
        return denoisingStrength == 0
                ? 0
                : Math.max(1, (int) (steps * denoisingStrength + ROUNDING));
    }
}
