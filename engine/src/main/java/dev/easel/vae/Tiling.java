package dev.easel.vae;

import dev.easel.nn.Sequence;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * How pictures of more than {@code side} x {@code side} pixels are coded, so that memory does not
 * grow as they do: the stages of fine resolutions, where maps are large, work tile by tile, all
 * others, and with them the attention, on the whole.
 *
 * @param side pixels along the sides of what is coded at a time, at most
 */
record Tiling(int side) {
    static final int LEAST_SIDE = 128;

    /** Pixels along the sides of the blocks that the norms' statistics are taken of. */
    private static final int BLOCK = 32;

    Tiling {
        if (side < LEAST_SIDE) {
            throw new IllegalArgumentException(
                    "tiles must be at least %d pixels wide and high, got %d"
                            .formatted(LEAST_SIDE, side));
        }
    }

    /** {@return what an encoder makes of pictures [batch, 3, height, width]} */
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

    /** {@return what a decoder makes of latents [batch, channels, height, width]} */
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
     * {@return how many stages work in tiles} None for pictures that are small enough; else so many
     * that the first map beyond them has at most a quarter of a tile's places, for it has several
     * times its channels.
     */
    private int fineStages(AutoencoderHalf coder, long height, long width) {
        long places = (long) side * side;
        if (height * width <= places) {
            return 0;
        }
        int most = coder.stages().size() - 1;
        int fine = Math.min(1, most);
        while (fine < most
                && (height >> fine) * (width >> fine) > places / 4
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

    /** A picture's statistics are its own, whatever the company it has in a batch. */
    private static Tensor eachAlone(TiledNetwork network, Tensor x) {
        int batch = (int) x.size(0);
        return Tensor.cat(x.chunk(batch, 0).stream().map(network::forward).toList(), 0);
    }
}
