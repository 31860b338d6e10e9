package dev.easel.pipeline;

import dev.easel.model.DiffusionModel;
import dev.easel.sampling.Sigmas;

import java.util.Optional;

/** Begins a picture of a text: with nothing but noise. */
final class TextStart implements Start.Finder {
    private final Sigmas sigmas;

    private TextStart(Sigmas sigmas) {
        this.sigmas = sigmas;
    }

    /** {@return what the starts of a request's pictures have in common} */
    static TextStart of(DiffusionModel model, TextToImage request) {
        return new TextStart(request.sampling().sigmas(model.design().schedule()));
    }

    @Override
    public Start find(LatentNoise noise) {
        return new Start(
                noise.next().mul(sigmas.initialScale()),
                sigmas,
                noise,
                Optional.empty(),
                Optional.empty());
    }
}
