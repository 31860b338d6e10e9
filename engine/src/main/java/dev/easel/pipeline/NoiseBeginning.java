package dev.easel.pipeline;

import dev.easel.model.LoadedModel;
import dev.easel.sampling.Sigmas;

import java.util.Optional;

/** Begins a picture of a text: with nothing but noise. */
final class NoiseBeginning implements InitialLatents.Finder {
    private final Sigmas sigmas;

    private NoiseBeginning(Sigmas sigmas) {
        this.sigmas = sigmas;
    }

    /** {@return what the starts of a request's pictures have in common} */
    static NoiseBeginning of(LoadedModel model, TextToImage request) {
        return new NoiseBeginning(request.sampling().sigmas(model.design().schedule()));
    }

    @Override
    public InitialLatents find(LatentNoise noise) {
        return new InitialLatents(
                noise.next().mul(sigmas.initialScale()),
                sigmas,
                noise,
                Optional.empty(),
                Optional.empty());
    }
}
