package dev.easel.server.request;

import dev.easel.pipeline.SamplingSettings;
import dev.easel.pipeline.TargetSize;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A request for pictures, every value of it looked at. */
public sealed interface GenerationRequest {
    /** {@return the same without the files of the pictures that came with it} */
    default GenerationRequest withoutImages() {
        return switch (this) {
            case Generate generate -> generate;
            case Img2Img(var drawing, var image, var denoising, var mask, var frame) ->
                    new Img2Img(
                            drawing,
                            image.withoutFile(),
                            denoising,
                            mask.map(m -> new Mask(m.image().withoutFile(), m.blur())),
                            frame);
            case Upscale(var image, var target, var upscaler) ->
                    new Upscale(image.withoutFile(), target, upscaler);
        };
    }

    /**
     * What a model draws, and how.
     *
     * @param model an id
     * @param prompt may be empty
     * @param number of pictures
     * @param sampling what is absent is the model's own
     * @param clipSkip from which layer the prompts are read, 1 to 12; the model's own where absent
     * @param preview whether its states have previews
     * @param adapters what of the operator's folders it is drawn with
     */
    record Drawing(
            String model,
            String prompt,
            Optional<String> negativePrompt,
            int number,
            SamplingSettings sampling,
            OptionalInt clipSkip,
            boolean preview,
            Adapters adapters) {
        /** Without previews and adapters. */
        public Drawing(
                String model,
                String prompt,
                Optional<String> negativePrompt,
                int number,
                SamplingSettings sampling) {
            this(
                    model,
                    prompt,
                    negativePrompt,
                    number,
                    sampling,
                    OptionalInt.empty(),
                    false,
                    Adapters.NONE);
        }

        /** {@return the same with other prompts} */
        public Drawing withPrompts(String other, Optional<String> otherNegative) {
            return new Drawing(
                    model, other, otherNegative, number, sampling, clipSkip, preview, adapters);
        }

        /** {@return the same with another sampling} */
        public Drawing withSampling(SamplingSettings other) {
            return new Drawing(
                    model, prompt, negativePrompt, number, other, clipSkip, preview, adapters);
        }

        /** {@return the same with prompts that are read from this layer} */
        public Drawing withClipSkip(OptionalInt other) {
            return new Drawing(
                    model, prompt, negativePrompt, number, sampling, other, preview, adapters);
        }

        /** {@return the same with previews or without} */
        public Drawing withPreview(boolean other) {
            return new Drawing(
                    model, prompt, negativePrompt, number, sampling, clipSkip, other, adapters);
        }

        /** {@return the same with adapters} */
        public Drawing withAdapters(Adapters other) {
            return new Drawing(
                    model, prompt, negativePrompt, number, sampling, clipSkip, preview, other);
        }

        boolean isOpen() {
            return sampling.sampler().isEmpty()
                    || sampling.steps().isEmpty()
                    || sampling.guidanceScale().isEmpty();
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
     * @param width in pixels; the model's own where it is absent
     * @param height in pixels; the model's own where it is absent
     * @param enlargement a second pass that makes them larger
     */
    record Generate(
            Drawing drawing,
            OptionalInt width,
            OptionalInt height,
            Optional<Enlargement> enlargement)
            implements GenerationRequest {
        /** Of a size, without a second pass. */
        public Generate(Drawing drawing, int width, int height) {
            this(drawing, OptionalInt.of(width), OptionalInt.of(height), Optional.empty());
        }
    }

    /**
     * A second pass over enlarged pictures.
     *
     * @param scale above 1, at most 8
     * @param denoising how much of the detail is made again, above 0, at most 1
     * @param steps as many as the first pass has where absent
     * @param upscaler the name of a network in the operator's folders; the server's own where
     *     absent
     */
    record Enlargement(
            double scale, double denoising, OptionalInt steps, Optional<String> upscaler) {}

    /**
     * Pictures that begin from another one.
     *
     * @param denoising how much of it is made again, 0 to 1 (diffusers' {@code strength})
     * @param mask which part of it is made again; all of it where absent
     * @param frame the size of the pictures; the sent one's where absent
     */
    record Img2Img(
            Drawing drawing,
            SentImage image,
            double denoising,
            Optional<Mask> mask,
            Optional<Frame> frame)
            implements GenerationRequest {
        /** All of a picture is made again, in its size. */
        public Img2Img(Drawing drawing, SentImage image, double denoising) {
            this(drawing, image, denoising, Optional.empty(), Optional.empty());
        }
    }

    /**
     * Which part of a picture is made again.
     *
     * @param image of any size, stretched over the picture
     * @param blur the standard deviation in pixels by which its edges are softened, 0 to 64
     * @param anew what of the mask says that the picture is made again there
     */
    record Mask(SentImage image, int blur, Anew anew) {
        /** White is made again, black stays. */
        public Mask(SentImage image, int blur) {
            this(image, blur, Anew.WHITE);
        }
    }

    /** What of a mask says that a picture is made again there. */
    enum Anew {
        /** White; black stays. */
        WHITE,
        /** Black; white stays. */
        BLACK,
        /** What is transparent; what is opaque stays. */
        TRANSPARENT
    }

    /**
     * A size that a picture is brought to before anything else.
     *
     * @param fit what becomes of another aspect
     */
    record Frame(int width, int height, Fit fit) {}

    /** How a picture of another aspect is brought to a size. */
    enum Fit {
        /** It is stretched. */
        STRETCH,
        /** It covers the size, and what hangs over is cut away evenly. */
        CROP,
        /** It lies within the size, and its outermost pixels fill the rest. */
        FILL
    }

    /**
     * A picture in another size.
     *
     * @param upscaler the name of a network in the operator's folders; the server's own where
     *     absent
     */
    record Upscale(SentImage image, TargetSize target, Optional<String> upscaler)
            implements GenerationRequest {
        /** By the server's own network. */
        public Upscale(SentImage image, TargetSize target) {
            this(image, target, Optional.empty());
        }
    }
}
