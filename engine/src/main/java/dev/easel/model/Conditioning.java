package dev.easel.model;

import dev.easel.tensor.Tensor;

/** What a UNet is told of the wanted picture, in the form that its configuration asks for. */
public sealed interface Conditioning {

    /** {@return the embedding of the text, [batch, tokens, contextWidth]} */
    Tensor context();

    /**
     * The text alone (Stable Diffusion 1.x and 2.x).
     *
     * @param context [batch, tokens, contextWidth]
     */
    record CrossAttention(Tensor context) implements Conditioning {}

    /**
     * The text, its summary and the picture's sizes (SDXL; diffusers' addition_embed_type
     * "text_time").
     *
     * @param context [batch, tokens, contextWidth]
     * @param pooled [batch, pooledWidth]
     * @param timeIds [batch, ids] in pixels: for SDXL original height and width, top and left of
     *     the crop, target height and width
     */
    record TextTime(Tensor context, Tensor pooled, Tensor timeIds) implements Conditioning {
        /** How many time ids SDXL has. */
        public static final int TIME_IDS = 6;
    }
}
