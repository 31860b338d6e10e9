package dev.easel.vae;

import dev.easel.nn.Sequence;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * Encodes and decodes pictures of more than {@code side} x {@code side} pixels in bounded memory:
 * the stages of fine resolutions, whose feature maps are large, run tile by tile, the others, and
 * with them the attention, on the whole map.
 *
 * @param side of the largest tile, in pixels
 */
record Tiling(int side) {
    static final int LEAST_SIDE = 128;

    /** Side, in pixels, of the blocks that the norms' statistics are taken from. */
    private static final int BLOCK = 32;

    Tiling {
        if (side < LEAST_SIDE) {
            throw new IllegalArgumentException(
                    "tiles must be at least %d pixels wide and high, got %d"
                            .formatted(LEAST_SIDE, side));
        }
    }

    /** {@return an encoder's result for pictures [batch, 3, height, width]} */
    Tensor encode(AutoencoderHalf encoder, Tensor pictures) {
        int all = encoder.stages().size();
        int fine = fineStages(encoder, pictures.size(2), pictures.size(3));
        if (fine == 0) {
            return encoder.stages(0, all).forward(pictures);
        }
        var tiled = tiled(encoder.stages(0, fine), 1 << fine, 1, encoder.context(fine));
        return TensorScope.returning(
                () -> encoder.stages(fine, all).forward(eachAlone(tiled, pictures)));
    }

    /** {@return a decoder's result for latents [batch, channels, height, width]} */
    Tensor decode(AutoencoderHalf decoder, Tensor latents) {
        int all = decoder.stages().size();
        int factor = 1 << (all - 1);
        int fine = fineStages(decoder, latents.size(2) * factor, latents.size(3) * factor);
        if (fine == 0) {
            return decoder.stages(0, all).forward(latents);
        }
        var tiled = tiled(decoder.stages(all - fine, all), 1, 1 << fine, decoder.context(fine));
        return TensorScope.returning(
                () -> eachAlone(tiled, decoder.stages(0, all - fine).forward(latents)));
    }

    /**
     * {@return how many stages run in tiles} None for pictures that are small enough; else so many
     * that the first map beyond them has at most a quarter of a tile's positions, because it has
     * several times the channels.
     */
    private int fineStages(AutoencoderHalf coder, long height, long width) {
        long positions = (long) side * side;
        if (height * width <= positions) {
            return 0;
        }
        int most = coder.stages().size() - 1;
        int fine = Math.min(1, most);
        while (fine < most
                && (height >> fine) * (width >> fine) > positions / 4
                && coder.context(fine + 1) <= side / 4) {
            fine++;
        }
        return fine;
    }

    private TiledNetwork tiled(Sequence network, int in, int out, int contextPixels) {
        int cell = Math.max(in, out);
        return new TiledNetwork(
                network,
                in,
                out,
                side / cell,
                Math.ceilDiv(contextPixels, cell),
                Math.max(BLOCK / cell, 1));
    }

    /**
     * Each picture of a batch has statistics of its own, so that it does not depend on the others.
     */
    private static Tensor eachAlone(TiledNetwork network, Tensor x) {
        int batch = (int) x.size(0);
        return Tensor.cat(x.chunk(batch, 0).stream().map(network::forward).toList(), 0);
    }
}
