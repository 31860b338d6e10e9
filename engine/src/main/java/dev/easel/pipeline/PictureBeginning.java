package dev.easel.pipeline;

import dev.easel.model.LoadedModel;
import dev.easel.nn.PixelTensor;
import dev.easel.pictures.RgbImage;
import dev.easel.sampling.Sigmas;
import dev.easel.tensor.DeviceTurns;
import dev.easel.tensor.Tensor;
import dev.easel.vae.DiagonalGaussian;
import dev.easel.vae.LatentScaling;

import java.util.List;
import java.util.Optional;

/**
 * Begins a picture from another one: with its latents and the noise of the first step that is run.
 * The noise is drawn in the order of diffusers' img2img, depth2img and inpaint pipelines (their
 * {@code prepare_latents}): for the picture's latents, for the start, for what the mask leaves.
 */
final class PictureBeginning implements InitialLatents.Finder {
    private final Sigmas sigmas;
    private final LatentScaling scaling;
    private final boolean fromNoise;
    private final Optional<Tensor> depth;
    private final Optional<PictureMask> drawn;
    private final Optional<Tensor> mask;
    private final Optional<DiagonalGaussian> picture;
    private final Optional<DiagonalGaussian> leftByMask;

    private PictureBeginning(LoadedModel model, ImageToImage request) {
        var design = model.design();
        sigmas = request.sampling().sigmas(design.schedule()).tail(request.stepsRun());
        scaling = design.vae().scaling();
        // What is painted anew at full strength owes nothing to what was there.
        fromNoise = request.mask().isPresent() && request.denoisingStrength() == 1;
        depth = DepthChannel.of(model, request);
        drawn = request.mask().map(m -> new PictureMask(m, request.image()));
        mask = drawn.map(m -> m.forLatents(design.vae().factor()).to(model.device()));
        picture =
                fromNoise && design.takesMask()
                        ? Optional.empty()
                        : Optional.of(encode(model, PixelTensor.of(request.image())));
        leftByMask =
                design.takesMask() ? drawn.map(m -> encode(model, m.leave())) : Optional.empty();
    }

    /**
     * {@return what the starts of a request's pictures have in common}
     *
     * @param request with a picture of a size that the model can make, and at least one step to run
     * @throws IllegalArgumentException where a depth is given that the model does not take
     */
    static PictureBeginning of(LoadedModel model, ImageToImage request) {
        return new PictureBeginning(
                model, model.design().takesMask() ? request.orAllMasked() : request);
    }

    /** The picture has values in [0, 1]; the autoencoder takes [-1, 1]. */
    private static DiagonalGaussian encode(LoadedModel model, Tensor picture) {
        Tensor pixels = picture.to(model.device()).mul(2).add(-1);
        return model.vae()
                .use(vae -> DeviceTurns.shared(model.device()).inTurn(() -> vae.encode(pixels)));
    }

    @Override
    public InitialLatents find(LatentNoise noise) {
        var latents = picture.map(p -> scaling.toModel(p.sample(noise.next())));
        Tensor unit = noise.next();
        Tensor start =
                fromNoise
                        ? unit.mul(sigmas.initialScale())
                        : latents.orElseThrow().add(unit.mul(sigmas.at(0)));
        if (mask.isEmpty()) {
            return new InitialLatents(start, sigmas, noise, depth, Optional.empty());
        }
        Tensor third = noise.next(); // drawn for models, too, that have no use for it
        var masked = leftByMask.map(left -> withMask(scaling.toModel(left.sample(third))));
        var kept =
                masked.isPresent()
                        ? Optional.<InpaintBlend>empty()
                        : Optional.of(
                                new InpaintBlend(latents.orElseThrow(), unit, mask.orElseThrow()));
        return new InitialLatents(start, sigmas, noise, masked.or(() -> depth), kept);
    }

    /** {@return the picture that was made of a start, with what the mask keeps as it was} */
    RgbImage finish(RgbImage made) {
        return drawn.map(m -> m.join(made)).orElse(made);
    }

    private Tensor withMask(Tensor left) {
        return Tensor.cat(List.of(mask.orElseThrow(), left), 1);
    }
}
