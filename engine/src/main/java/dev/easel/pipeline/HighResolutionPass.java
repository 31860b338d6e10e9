package dev.easel.pipeline;

import dev.easel.pictures.RgbImage;
import dev.easel.tensor.TensorScope;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes pictures in two passes, one picture after the other: small, then enlarged and refined. Both
 * passes of all pictures share the encoded prompts.
 */
final class HighResolutionPass {
    private final DiffusionPipeline pipeline;
    private final Enlarger enlarger;

    /** Brings a picture to a size. */
    @FunctionalInterface
    interface Enlarger {
        RgbImage enlarge(RgbImage picture, ImageSize target);
    }

    HighResolutionPass(DiffusionPipeline pipeline, Enlarger enlarger) {
        this.pipeline = pipeline;
        this.enlarger = enlarger;
    }

    /** {@return one picture for each seed} */
    List<RgbImage> generate(
            TextToImage request, HighResolution high, List<Long> seeds, StepListener listener) {
        var target = high.target(ImageSize.of(request), pipeline.multiple());
        int first = request.sampling().settled().steps();
        int all = first + high.stepsRun(first);
        List<RgbImage> pictures = new ArrayList<>();
        try (var _ = TensorScope.open()) {
            var prompts = pipeline.encode(request);
            for (long seed : seeds) {
                int picture = pictures.size();
                var only = List.of(seed);
                StepListener small =
                        step -> listener.onStep(step.of(picture, seeds.size(), 0, all));
                StepListener large =
                        step -> listener.onStep(step.of(picture, seeds.size(), first, all));
                var drawn = pipeline.draw(prompts, request, only, small).getFirst();
                var refinement = high.refinement(request, enlarger.enlarge(drawn, target));
                pictures.addAll(pipeline.draw(prompts, refinement, only, large));
            }
        }
        return pictures;
    }
}
