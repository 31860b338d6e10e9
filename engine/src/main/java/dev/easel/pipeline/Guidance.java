package dev.easel.pipeline;

import dev.easel.model.ModelDesign;

/**
 * How strongly a picture is guided by its prompts, and when.
 *
 * @param scale at 1 or below there is none, as in diffusers
 * @param timesteps that the network was trained at
 */
record Guidance(double scale, GuidanceInterval interval, int timesteps) {

    /** A network that is told the scale itself is left alone with it. */
    static Guidance of(Sampling sampling, ModelDesign design) {
        return new Guidance(
                sampling.isGuided(design) ? sampling.guidanceScale() : 1,
                sampling.shortcuts().guidance(),
                design.schedule().timesteps());
    }

    /** {@return whether the negative prompt has a part in the picture} */
    boolean isOn() {
        return scale > 1;
    }

    /** {@return whether the negative prompt has a part in the prediction at a timestep} */
    boolean isOnAt(double timestep) {
        return isOn() && interval.contains(timestep, timesteps);
    }
}
