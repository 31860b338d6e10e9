package dev.easel.vae;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.Weights;
import dev.easel.tensor.DType;
import dev.easel.tensor.Tensor;

/**
 * The network between pictures and latents (diffusers {@code AutoencoderKL}). Immutable; its
 * weights belong to the store of the {@link Weights} that it was loaded from.
 *
 * <p>Pictures of more than 1024x1024 pixels are encoded and decoded in tiles, so that memory is
 * bounded. Tiles show no seams: each is computed with all the pixels around it that it depends on,
 * and all share the statistics of their group norms. These come from a sample of the picture, so
 * the result differs slightly, and evenly, from one without tiles: with the embedded model's
 * autoencoder, photos and drawings of 2048x2048 pixels differed by at most 5 of 255 levels at any
 * pixel, and by at most 10 in tiles of 512x512.
 */
public final class Autoencoder {
    private static final Tiling LARGE_TILES = new Tiling(1024);

    private final VaeConfig config;
    private final AutoencoderHalf encoder;
    private final AutoencoderHalf decoder;
    private final Tiling tiling;

    private Autoencoder(
            VaeConfig config, AutoencoderHalf encoder, AutoencoderHalf decoder, Tiling tiling) {
        this.config = config;
        this.encoder = encoder;
        this.decoder = decoder;
        this.tiling = tiling;
    }

    /**
     * {@return the network of a configuration}
     *
     * @throws CheckpointException where a tensor is missing or has another shape
     */
    public static Autoencoder load(Weights weights, VaeConfig config) {
        return new Autoencoder(
                config,
                AutoencoderHalf.encoder(weights, config),
                AutoencoderHalf.decoder(weights, config),
                LARGE_TILES);
    }

    /**
     * {@return this network with smaller or larger tiles}
     *
     * @param side pictures of more than side x side pixels are processed in tiles of at most that
     *     size
     * @throws IllegalArgumentException where the side is less than 128
     */
    public Autoencoder withTiles(int side) {
        return new Autoencoder(config, encoder, decoder, new Tiling(side));
    }

    public VaeConfig config() {
        return config;
    }

    public int latentChannels() {
        return config.latentChannels();
    }

    /** {@return how many times as high and wide as its latents a picture is} */
    public int factor() {
        return config.factor();
    }

    /**
     * {@return the distribution of a picture's latents, not yet scaled for the diffusion model, in
     * the innermost scope}
     *
     * @param picture [batch, 3, height, width] in [-1, 1], height and width multiples of the factor
     * @throws IllegalArgumentException where the picture has another shape
     */
    public DiagonalGaussian encode(Tensor picture) {
        var shape = picture.shape();
        if (shape.rank() != 4
                || shape.size(1) != 3
                || shape.size(2) % factor() != 0
                || shape.size(3) % factor() != 0) {
            throw new IllegalArgumentException(
                    "picture must have the shape [batch, 3, height, width], height and width"
                            + " multiples of %d, got %s".formatted(factor(), shape));
        }
        return DiagonalGaussian.of(tiling.encode(encoder, picture.to(DType.F32)));
    }

    /**
     * {@return pictures [batch, 3, height * factor, width * factor], float32, about in [-1, 1] but
     * not clamped, in the innermost scope}
     *
     * @param latents [batch, latentChannels, height, width], {@linkplain #fromModel scaled back}
     * @throws IllegalArgumentException where the latents have another shape
     */
    public Tensor decode(Tensor latents) {
        var shape = latents.shape();
        if (shape.rank() != 4 || shape.size(1) != latentChannels()) {
            throw new IllegalArgumentException(
                    "latents must have the shape [batch, %d, height, width], got %s"
                            .formatted(latentChannels(), shape));
        }
        return tiling.decode(decoder, latents.to(DType.F32));
    }

    /** {@return an encoded picture's latents as the diffusion model works on them} */
    public Tensor toModel(Tensor latents) {
        return config.scaling().toModel(latents);
    }

    /** {@return the diffusion model's latents as {@link #decode} takes them} */
    public Tensor fromModel(Tensor latents) {
        return config.scaling().fromModel(latents);
    }
}
