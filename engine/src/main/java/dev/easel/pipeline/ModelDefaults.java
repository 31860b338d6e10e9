package dev.easel.pipeline;

import dev.easel.adapter.WeightedAdapter;
import dev.easel.catalog.ModelPlace;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.family.ModelFamily;
import dev.easel.model.ModelDesign;
import dev.easel.sampling.FewSteps;
import dev.easel.sampling.Samplers;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a model's pictures are made with where a request leaves it open: what its {@code easel.json}
 * recommends, else what suits its family.
 *
 * @param size that of the pictures which it was trained with, or draws best
 * @param sampler the algorithm
 * @param steps of it
 * @param guidanceScale at 1 or below there is no guidance
 */
public record ModelDefaults(ImageSize size, Samplers sampler, int steps, double guidanceScale) {

    /**
     * {@return the defaults of a model, of which no weights are loaded}
     *
     * @throws CheckpointException where it is no model that Easel knows, or its {@code easel.json}
     *     has a number that no picture can be made with
     */
    public static ModelDefaults of(ModelPlace place) {
        return of(ModelFamily.of(place.files()));
    }

    /**
     * {@return the defaults of a model}
     *
     * @throws CheckpointException where its {@code easel.json} has a number that no picture can be
     *     made with
     */
    static ModelDefaults of(ModelDesign design) {
        var family = design.defaults();
        var preferred = design.preferred();
        int multiple = ImageSize.multipleFor(design);
        int side = Math.clamp(family.side(), ImageSize.MIN, ImageSize.MAX);
        int fitted = Math.ceilDiv(side, multiple) * multiple;
        try {
            return new ModelDefaults(
                    new ImageSize(
                            checked(
                                    preferred.width(),
                                    ParameterRange.side("width", multiple),
                                    fitted),
                            checked(
                                    preferred.height(),
                                    ParameterRange.side("height", multiple),
                                    fitted)),
                    preferred.sampler().orElse(family.sampler()),
                    checked(preferred.steps(), ParameterRange.STEPS, family.steps()),
                    guidance(preferred.guidanceScale().orElse(family.guidanceScale())));
        } catch (IllegalArgumentException e) {
            throw new CheckpointException("easel.json: " + e.getMessage(), e);
        }
    }

    /** {@return the same size, drawn as suits a model of few steps} */
    public ModelDefaults withFewSteps(FewSteps fewSteps) {
        return new ModelDefaults(
                size, fewSteps.sampler(), fewSteps.steps(), fewSteps.guidanceScale());
    }

    /**
     * {@return the same for a model with adapters, of which the name of one may tell that it draws
     * in a few steps, as that of LCM-LoRA does}
     */
    public ModelDefaults withAdapters(List<WeightedAdapter> adapters) {
        return FewStepAdapters.of(adapters).map(this::withFewSteps).orElse(this);
    }

    private static int checked(OptionalInt preferred, ParameterRange range, int otherwise) {
        preferred.ifPresent(range::require);
        return preferred.orElse(otherwise);
    }

    private static double guidance(double scale) {
        ParameterRange.GUIDANCE_SCALE.named("guidanceScale").require(scale);
        return scale;
    }
}
