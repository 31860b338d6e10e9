package dev.easel.server.request;

import dev.easel.pipeline.SamplingSettings;
import dev.easel.pipeline.TargetSize;

import java.util.List;
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
     * @param adapters what of the operator's folders it is drawn with
     */
    record Drawing(
            String model,
            String prompt,
            Optional<String> negativePrompt,
            int number,
            SamplingSettings sampling,
            boolean preview,
            Adapters adapters) {
        /** Without previews and adapters. */
        public Drawing(
                String model,
                String prompt,
                Optional<String> negativePrompt,
                int number,
                SamplingSettings sampling) {
            this(model, prompt, negativePrompt, number, sampling, false, Adapters.NONE);
        }

        /** {@return the same with other prompts} */
        public Drawing withPrompts(String other, Optional<String> otherNegative) {
            return new Drawing(model, other, otherNegative, number, sampling, preview, adapters);
        }

        /** {@return the same with previews or without} */
        public Drawing withPreview(boolean other) {
            return new Drawing(model, prompt, negativePrompt, number, sampling, other, adapters);
        }

        /** {@return the same with adapters} */
        public Drawing withAdapters(Adapters other) {
            return new Drawing(model, prompt, negativePrompt, number, sampling, preview, other);
        }

        int steps() {
            return sampling.steps().orElseThrow();
        }
    }

    /**
     * What of the operator's folders a model draws with.
     *
     * @param embeddings whether a word that is the name of an embedding is that embedding
     */
    record Adapters(List<Lora> loras, boolean embeddings) {
        static final Adapters NONE = new Adapters(List.of(), false);

        public Adapters {
            loras = List.copyOf(loras);
        }
    }

    /**
     * A LoRA.
     *
     * @param name of its file, never a path
     * @param weight in the UNet, -4 to 4
     * @param textWeight in the text models, -4 to 4
     */
    record Lora(String name, double weight, double textWeight) {}

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
