package dev.easel.cli;

import dev.easel.pictures.PictureTexts;
import dev.easel.pictures.RecipeText;
import dev.easel.pipeline.Shortcuts;
import dev.easel.sampling.Samplers;
import dev.easel.sampling.SigmaSpacing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a picture was made, as its file tells; absent is what that does not tell.
 *
 * @param prompt with the style that it was drawn in
 * @param negative what was not to be drawn
 * @param model its name
 * @param width of the picture before it was enlarged
 * @param height likewise
 * @param denoise how much of a given picture, or of the enlarged one, was made again
 * @param hires how many times it was enlarged
 * @param notes what of it cannot be had here, in words for people
 */
record Likeness(
        Optional<String> prompt,
        Optional<String> negative,
        Optional<ClipSkip> clipSkip,
        Optional<String> model,
        Optional<Integer> width,
        Optional<Integer> height,
        Optional<Double> denoise,
        Optional<Double> hires,
        Optional<Integer> hiresSteps,
        Optional<String> hiresUpscaler,
        Steps sampling,
        List<String> notes) {
    Likeness {
        notes = List.copyOf(notes);
    }

    /**
     * From which layer its words were read, as {@code --clip-skip} has it.
     *
     * @param ofSdxl where the model is SDXL; absent for its usual layer
     */
    record ClipSkip(int layer, Optional<Integer> ofSdxl) {
        /** {@return the same for all models} */
        static ClipSkip ofAll(int layer) {
            return new ClipSkip(layer, Optional.of(layer));
        }

        /** {@return that of A1111, which leaves SDXL's layer alone} */
        static ClipSkip ofA1111(int layer) {
            return new ClipSkip(layer, Optional.empty());
        }

        /** {@return that of ComfyUI, which counts SDXL's from the last one, not from its usual} */
        static ClipSkip ofComfyUi(int layer) {
            return new ClipSkip(layer, Optional.of(layer - 1).filter(skip -> skip > 1));
        }
    }

    /**
     * How its noise was taken away.
     *
     * @param spacing of the noise levels
     * @param eta of the sampler TCD
     */
    record Steps(
            Optional<Integer> steps,
            Optional<Samplers> sampler,
            Optional<SigmaSpacing> spacing,
            Optional<Double> cfgScale,
            Optional<Long> seed,
            Optional<Double> eta,
            Optional<Shortcuts> shortcuts) {}

    /** {@return how much of a given picture was made again, where there was one} */
    Optional<Double> denoiseOfPicture() {
        return denoise.filter(share -> hires.isEmpty() && share < 1);
    }

    /**
     * {@return what the recipe in a picture's file tells, one of Easel's, A1111's or ComfyUI's}
     *
     * @throws CommandException where the file has none
     */
    static Likeness read(String file, StandardInput in) {
        var texts = texts(file, in);
        var parameters = Optional.ofNullable(texts.get(PictureTexts.PARAMETERS));
        var graph = Optional.ofNullable(texts.get(ComfyLikeness.KEYWORD));
        return parameters
                .map(text -> new RecipeLikeness(RecipeText.read(text)).read())
                .or(() -> graph.flatMap(ComfyLikeness::read))
                .orElseThrow(() ->
                        new CommandException(
                                ExitCode.USAGE,
                                "--like must be a picture with the recipe of Easel, A1111 or"
                                        + " ComfyUI in its file, got "
                                        + file));
    }

    private static Map<String, String> texts(String file, StandardInput in) {
        try {
            return PictureTexts.of(InputPicture.content("--like", file, in));
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    ExitCode.USAGE, "cannot read %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
