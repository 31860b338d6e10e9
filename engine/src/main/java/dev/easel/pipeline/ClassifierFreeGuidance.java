package dev.easel.pipeline;

import dev.easel.model.Backbone;
import dev.easel.sampling.NoisePredictor;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * The prediction that a prompt guides, away from another: negative + scale · (positive - negative)
 * (Ho and Salimans 2022, in diffusers' form). While there is no guidance the negative half is not
 * computed.
 *
 * @param run of the batch [negative, positive], or of the prompt alone where there is never
 *     guidance
 */
record ClassifierFreeGuidance(Backbone.Run run, Guidance guidance) implements NoisePredictor {
    @Override
    public Tensor predict(Tensor x, double timestep) {
        if (!guidance.isOnAt(timestep)) {
            return run.predictLast(x, timestep);
        }
        return TensorScope.returning(() -> {
            var halves = run.predict(x, timestep).chunk(2, 0);
            Tensor negative = halves.getFirst();
            Tensor positive = halves.getLast();
            return negative.add(positive.sub(negative).mul(guidance.scale()));
        });
    }
}
