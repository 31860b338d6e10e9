package dev.easel.server.request;

import dev.easel.pipeline.SamplingSettings;
import dev.easel.pipeline.TargetSize;

import java.util.Optional;

/** A request for pictures, every value of it looked at. */
public sealed interface GenerationRequest {
    /**
     * What a model draws, and how.
     *
     * @param model an id
     * @param prompt may be empty
     * @param number of pictures
     * @param sampling with its steps; what else is absent is the model's own
     * @param preview whether its states have previews
     */
    record Drawing(
            String model,
            String prompt,
            Optional<String> negativePrompt,
            int number,
            SamplingSettings sampling,
            boolean preview) {
        /** Without previews. */
        public Drawing(
                String model,
                String prompt,
                Optional<String> negativePrompt,
                int number,
                SamplingSettings sampling) {
            this(model, prompt, negativePrompt, number, sampling, false);
        }

        /** {@return the same with other prompts} */
        Drawing withPrompts(String other, Optional<String> otherNegative) {
            return new Drawing(model, other, otherNegative, number, sampling, preview);
        }

        /** {@return the same with previews or without} */
        public Drawing withPreview(boolean other) {
            return new Drawing(model, prompt, negativePrompt, number, sampling, other);
        }

        int steps() {
            return sampling.steps().orElseThrow();
        }
    }

    /**
     * Pictures of a prompt alone.
     *
     * @param width in pixels
     * @param height in pixels
     */
    record Generate(Drawing drawing, int width, int height) implements GenerationRequest {}

    /**
     * Pictures that begin from another one, in its size.
     *
     * @param denoising how much of it is made again, 0 to 1 (diffusers' {@code strength})
     */
    record Img2Img(Drawing drawing, SentImage image, double denoising)
            implements GenerationRequest {}

    /** A picture in another size. */
    record Upscale(SentImage image, TargetSize target) implements GenerationRequest {}
}
