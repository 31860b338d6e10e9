package dev.easel.pipeline;

import dev.easel.model.LoadedModel;
import dev.easel.sampling.Sigmas;

import java.util.Optional;

/** Begins a picture of a text: with nothing but noise. */
record NoiseBeginning(Sigmas sigmas) implements Beginning {
    static NoiseBeginning of(LoadedModel model, TextToImage request) {
        return new NoiseBeginning(request.sampling().settled().sigmas(model.design().schedule()));
    }

    @Override
    public InitialLatents with(LatentNoise noise) {
        return new InitialLatents(
                noise.next().mul(sigmas.initialScale()),
                sigmas,
                noise,
                Optional.empty(),
                Optional.empty());
    }
}
