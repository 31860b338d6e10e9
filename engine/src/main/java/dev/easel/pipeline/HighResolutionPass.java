package dev.easel.pipeline;

import dev.easel.pictures.RgbImage;

import java.util.ArrayList;
import java.util.List;

/** Makes pictures in two passes, one picture after the other: small, then enlarged and refined. */
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
        var target = high.target(request.size(), pipeline.multiple());
        int first = request.sampling().steps();
        int all = first + high.stepsRun(first);
        List<RgbImage> pictures = new ArrayList<>();
        for (long seed : seeds) {
            int picture = pictures.size();
            var small =
                    pipeline.generate(
                            request,
                            List.of(seed),
                            step -> listener.onStep(step.of(picture, seeds.size(), 0, all)));
            var refinement = high.refinement(request, enlarger.enlarge(small.getFirst(), target));
            pictures.addAll(
                    pipeline.generate(
                            refinement,
                            List.of(seed),
                            step -> listener.onStep(step.of(picture, seeds.size(), first, all))));
        }
        return pictures;
    }
}
