package dev.easel.server.request;

import dev.easel.server.models.Choice;
import dev.easel.server.request.GenerationRequest.Generate;
import dev.easel.server.request.GenerationRequest.Img2Img;
import dev.easel.server.request.GenerationRequest.Upscale;

import org.springframework.stereotype.Component;

import java.util.Optional;

/**
 * Decides how a request is carried out: by which model, in which size, for which price. Nothing is
 * computed yet.
 */
@Component
public final class Planner {
    private final DrawingPlanner drawings;
    private final UpscalePlanner upscales;

    Planner(DrawingPlanner drawings, UpscalePlanner upscales) {
        this.drawings = drawings;
        this.upscales = upscales;
    }

    /**
     * {@return the plan for a request}
     *
     * @param protocol by which it came
     * @throws InvalidRequestException where the request cannot be carried out
     */
    public PlannedRequest plan(GenerationRequest request, String protocol) {
        return plan(request, protocol, Optional.empty());
    }

    /**
     * {@return the plan for a request}
     *
     * @param protocol by which it came
     * @param known the model of a drawing, where it was looked for already
     * @throws InvalidRequestException where the request cannot be carried out
     */
    public PlannedRequest plan(GenerationRequest request, String protocol, Optional<Choice> known) {
        return switch (request) {
            case Generate generate -> drawings.plan(generate, protocol, known);
            case Img2Img img2img -> drawings.plan(img2img, protocol, known);
            case Upscale upscale -> upscales.plan(upscale, protocol);
        };
    }
}
