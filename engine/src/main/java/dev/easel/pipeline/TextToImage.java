package dev.easel.pipeline;

import static java.util.Objects.requireNonNull;

import dev.easel.adapter.WeightedAdapter;
import dev.easel.text.inversion.TextualInversion;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request for pictures of a prompt.
 *
 * @param prompt what to see; weights in A1111's notation, any length
 * @param negativePrompt what not to see; absent and empty differ for models with {@code
 *     force_zeros_for_empty_prompt}, such as SDXL
 * @param size of each picture; the model's own where it is absent
 * @param clipSkip from which layer the prompts are read, see {@link ImageRequest#clipSkip}
 * @param number of pictures, 1 to 10
 * @param sampling how they are made
 * @param highResolution a second pass that makes them larger
 * @param adapters what is put on the model
 * @param embeddings what words of the prompts stand for, beside those in the generator's folders
 */
public record TextToImage(
        String prompt,
        Optional<String> negativePrompt,
        Optional<ImageSize> size,
        OptionalInt clipSkip,
        int number,
        SamplingSettings sampling,
        Optional<HighResolution> highResolution,
        List<WeightedAdapter> adapters,
        List<TextualInversion> embeddings)
        implements ImageRequest {
    public static final int MAX_NUMBER = 10;

    public TextToImage {
        PromptRules.require(prompt, negativePrompt);
        requireNonNull(size, "size is null");
        clipSkip.ifPresent(ParameterRange.CLIP_SKIP::require);
        ParameterRange.NUMBER.require(number);
        sampling.requireSeeds(number);
        adapters = List.copyOf(adapters);
        embeddings = List.copyOf(embeddings);
    }

    /** {@return a request for one picture that leaves its size and its sampling to the model} */
    public static TextToImage of(String prompt) {
        return new TextToImage(
                prompt,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                1,
                SamplingSettings.defaults(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    public TextToImage withNegativePrompt(String other) {
        return withNegativePrompt(Optional.of(other));
    }

    public TextToImage withNegativePrompt(Optional<String> other) {
        return new TextToImage(
                prompt,
                other,
                size,
                clipSkip,
                number,
                sampling,
                highResolution,
                adapters,
                embeddings);
    }

    public TextToImage withSize(int width, int height) {
        return new TextToImage(
                prompt,
                negativePrompt,
                Optional.of(new ImageSize(width, height)),
                clipSkip,
                number,
                sampling,
                highResolution,
                adapters,
                embeddings);
    }

    /** {@return the same with prompts that are read from this layer, 1 to 12} */
    public TextToImage withClipSkip(OptionalInt other) {
        return new TextToImage(
                prompt,
                negativePrompt,
                size,
                other,
                number,
                sampling,
                highResolution,
                adapters,
                embeddings);
    }

    public TextToImage withNumber(int other) {
        return new TextToImage(
                prompt,
                negativePrompt,
                size,
                clipSkip,
                other,
                sampling,
                highResolution,
                adapters,
                embeddings);
    }

    public TextToImage withSampling(SamplingSettings other) {
        return new TextToImage(
                prompt,
                negativePrompt,
                size,
                clipSkip,
                number,
                other,
                highResolution,
                adapters,
                embeddings);
    }

    /** {@return the same with a second pass that makes the pictures larger} */
    public TextToImage withHighResolution(HighResolution other) {
        return new TextToImage(
                prompt,
                negativePrompt,
                size,
                clipSkip,
                number,
                sampling,
                Optional.of(other),
                adapters,
                embeddings);
    }

    /** {@return the same with adapters on the model} */
    @Override
    public TextToImage withAdapters(List<WeightedAdapter> others) {
        return new TextToImage(
                prompt,
                negativePrompt,
                size,
                clipSkip,
                number,
                sampling,
                highResolution,
                others,
                embeddings);
    }

    /** {@return the same with embeddings, all made for the model} */
    @Override
    public TextToImage withEmbeddings(List<TextualInversion> others) {
        return new TextToImage(
                prompt,
                negativePrompt,
                size,
                clipSkip,
                number,
                sampling,
                highResolution,
                adapters,
                others);
    }

    @Override
    public TextToImage withPrompt(String other) {
        return new TextToImage(
                other,
                negativePrompt,
                size,
                clipSkip,
                number,
                sampling,
                highResolution,
                adapters,
                embeddings);
    }

    /** {@return the same with this number of steps} */
    public TextToImage withSteps(int steps) {
        return withSampling(sampling.withSteps(steps));
    }

    @Override
    public TextToImage withSeed(long seed) {
        return withSampling(sampling.withSeed(seed));
    }

    @Override
    public TextToImage withDefaults(ModelDefaults defaults) {
        return new TextToImage(
                prompt,
                negativePrompt,
                size.or(() -> Optional.of(defaults.size())),
                clipSkip,
                number,
                sampling.withDefaults(defaults),
                highResolution,
                adapters,
                embeddings);
    }
}
