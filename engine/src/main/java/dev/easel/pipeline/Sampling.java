package dev.easel.pipeline;

import dev.easel.model.ModelDesign;
import dev.easel.sampling.NoiseSchedule;
import dev.easel.sampling.Samplers;
import dev.easel.sampling.SigmaSpacing;
import dev.easel.sampling.Sigmas;

/**
 * {@link SamplingSettings} of which nothing is open.
 *
 * @param sampler the algorithm
 * @param steps 1 to 150
 * @param guidanceScale 0 to 35
 * @param spacing see {@link SamplingSettings#spacing}
 * @param quantizedTimesteps see {@link SamplingSettings#quantizedTimesteps}
 * @param eta see {@link SamplingSettings#eta}
 * @param shortcuts what is left out
 */
public record Sampling(
        Samplers sampler,
        int steps,
        double guidanceScale,
        SigmaSpacing spacing,
        boolean quantizedTimesteps,
        double eta,
        Shortcuts shortcuts) {

    /** {@return whether a model's network predicts for a guided pair of prompts, not for one} */
    public boolean isGuided(ModelDesign design) {
        return guidanceScale > 1 && !design.isToldGuidance();
    }

    /** {@return the noise levels of the whole run} */
    Sigmas sigmas(NoiseSchedule schedule) {
        return sampler.sigmas(schedule, steps, spacing).withEta(eta, schedule);
    }
}
