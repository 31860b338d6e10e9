package dev.easel.pipeline;

import dev.easel.model.ExtraChannels;
import dev.easel.model.LatentCodec;
import dev.easel.model.LoadedModel;
import dev.easel.nn.PixelTensor;
import dev.easel.pictures.RgbImage;
import dev.easel.sampling.Sigmas;
import dev.easel.tensor.Tensor;

import java.util.List;
import java.util.Optional;

/**
 * Begins a picture from another one: with its latents and the noise of the first step that is run.
 * The noise is sampled in the order of diffusers' img2img, depth2img and inpaint pipelines (their
 * {@code prepare_latents}): for the picture's latents, for the start, for what the mask leaves.
 */
final class PictureBeginning implements Beginning {
    private final Sigmas sigmas;
    private final boolean fromNoise;
    private final Optional<Tensor> depth;
    private final Optional<PictureMask> pictureMask;
    private final Optional<Tensor> mask;
    private final Optional<LatentCodec.Encoded> picture;
    private final Optional<LatentCodec.Encoded> leftByMask;

    private PictureBeginning(LoadedModel model, ImageToImage request) {
        var design = model.design();
        boolean seesMask = design.extraChannels() == ExtraChannels.MASK;
        sigmas = request.sampling().settled().sigmas(design.schedule()).tail(request.stepsRun());
        // What is painted again at full strength owes nothing to what was there.
        fromNoise = request.mask().isPresent() && request.denoisingStrength() == 1;
        depth = DepthChannel.of(model, request);
        pictureMask = request.mask().map(m -> new PictureMask(m, request.image()));
        mask = pictureMask.map(m -> m.forLatents(design.latentFactor()).to(model.device()));
        picture =
                fromNoise && seesMask
                        ? Optional.empty()
                        : Optional.of(encode(model, PixelTensor.of(request.image())));
        leftByMask = seesMask ? pictureMask.map(m -> encode(model, m.leave())) : Optional.empty();
    }

    /**
     * {@return what the request's pictures begin with}
     *
     * @param request with a picture of a size that the model can make, and at least one step to run
     * @throws IllegalArgumentException where a depth is given that the model does not take
     */
    static PictureBeginning of(LoadedModel model, ImageToImage request) {
        boolean seesMask = model.design().extraChannels() == ExtraChannels.MASK;
        return new PictureBeginning(
                model, seesMask ? GreyCanvas.maskedByDefault(request) : request);
    }

    /** The picture has values in [0, 1]; the codec takes [-1, 1]. */
    private static LatentCodec.Encoded encode(LoadedModel model, Tensor picture) {
        Tensor pixels = picture.to(model.device()).mul(2).add(-1);
        return model.codec().use(codec -> codec.encode(pixels));
    }

    @Override
    public InitialLatents with(LatentNoise noise) {
        var latents = picture.map(p -> p.sample(noise.next()));
        Tensor unit = noise.next();
        Tensor start =
                fromNoise
                        ? unit.mul(sigmas.initialScale())
                        : latents.orElseThrow().add(unit.mul(sigmas.at(0)));
        if (mask.isEmpty()) {
            return new InitialLatents(start, sigmas, noise, depth, Optional.empty());
        }
        Tensor third = noise.next(); // sampled for models, too, that have no use for it
        var masked = leftByMask.map(left -> withMask(left.sample(third)));
        var blend =
                masked.isPresent()
                        ? Optional.<InpaintBlend>empty()
                        : Optional.of(
                                new InpaintBlend(latents.orElseThrow(), unit, mask.orElseThrow()));
        return new InitialLatents(start, sigmas, noise, masked.or(() -> depth), blend);
    }

    @Override
    public RgbImage finish(RgbImage decoded) {
        return pictureMask.map(m -> m.join(decoded)).orElse(decoded);
    }

    private Tensor withMask(Tensor left) {
        return Tensor.cat(List.of(mask.orElseThrow(), left), 1);
    }
}
