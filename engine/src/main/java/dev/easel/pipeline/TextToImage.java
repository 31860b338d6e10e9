package dev.easel.pipeline;

import java.util.Optional;

/**
 * A request for pictures of a prompt.
 *
 * @param prompt what to see; weights in A1111's notation, any length
 * @param negativePrompt what not to see; absent and empty differ for models with {@code
 *     force_zeros_for_empty_prompt}, such as SDXL
 * @param size of each picture
 * @param number of pictures, 1 to 10
 * @param sampling how they are made
 */
public record TextToImage(
        String prompt,
        Optional<String> negativePrompt,
        ImageSize size,
        int number,
        SamplingSettings sampling) {
    public static final int MAX_NUMBER = 10;

    public TextToImage {
        if (number < 1 || number > MAX_NUMBER) {
            throw new IllegalArgumentException(
                    "number must be between 1 and %d, got %d".formatted(MAX_NUMBER, number));
        }
    }

    /** {@return a request for one picture of 512x512 with the default sampling} */
    public static TextToImage of(String prompt) {
        return new TextToImage(
                prompt, Optional.empty(), new ImageSize(512, 512), 1, SamplingSettings.defaults());
    }

    public TextToImage withNegativePrompt(String other) {
        return new TextToImage(prompt, Optional.of(other), size, number, sampling);
    }

    public TextToImage withSize(int width, int height) {
        return new TextToImage(
                prompt, negativePrompt, new ImageSize(width, height), number, sampling);
    }

    public TextToImage withNumber(int other) {
        return new TextToImage(prompt, negativePrompt, size, other, sampling);
    }

    public TextToImage withSampling(SamplingSettings other) {
        return new TextToImage(prompt, negativePrompt, size, number, other);
    }

    /** {@return the same with this number of steps} */
    public TextToImage withSteps(int steps) {
        return withSampling(sampling.withSteps(steps));
    }

    /** {@return the same with this seed for the first picture} */
    public TextToImage withSeed(long seed) {
        return withSampling(sampling.withSeed(seed));
    }
}
