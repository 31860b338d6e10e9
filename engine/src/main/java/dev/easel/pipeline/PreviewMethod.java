package dev.easel.pipeline;

/** How a preview of a picture is made of its latents. */
public enum PreviewMethod {
    /** {@link #TAESD} where a GPU draws and its weights are there, else {@link #LINEAR}. */
    AUTO,

    /**
     * A linear map of the latents' channels to colours, at the size of the latents: blurred, and
     * next to nothing to compute. It is fitted to the model's own autoencoder before the first.
     */
    LINEAR,

    /**
     * A tiny decoder, in full size: nearly what {@link #FULL} gives, for about a tenth of a step's
     * operations (of Stable Diffusion 1.5 with guidance: 0.14 of 1.6 teraflops at 512x512). It
     * needs weights that are made for the model's latents.
     */
    TAESD,

    /** The model's own decoder, in full size: as long as decoding the finished picture. */
    FULL
}
