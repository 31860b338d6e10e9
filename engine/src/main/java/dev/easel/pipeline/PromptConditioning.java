package dev.easel.pipeline;

import dev.easel.net.unet.Conditioning;
import dev.easel.net.unet.UNetConfig;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.text.PromptEmbedding;

import java.util.List;

/** Joins what the prompts say with the picture's size to what the UNet is conditioned on. */
final class PromptConditioning {
    private PromptConditioning() {}

    /**
     * {@return the conditioning of a batch with one element for each embedding}
     *
     * @param embeddings all of one length; with pooled vectors where the UNet asks for them (SDXL)
     */
    static Conditioning of(List<PromptEmbedding> embeddings, UNetConfig unet, ImageSize size) {
        Tensor context = Tensor.cat(embeddings.stream().map(PromptEmbedding::context).toList(), 0);
        if (unet.textTime().isEmpty()) {
            return new Conditioning.CrossAttention(context);
        }
        List<Tensor> pooled = embeddings.stream().map(e -> e.pooled().orElseThrow()).toList();
        return new Conditioning.TextTime(
                context, Tensor.cat(pooled, 0), timeIds(size).expand(embeddings.size(), -1));
    }

    /** SDXL's micro-conditioning (Podell et al. 2023, 2.2): original size, crop, target size. */
    private static Tensor timeIds(ImageSize size) {
        float height = size.height();
        float width = size.width();
        return Tensor.of(
                new float[] {height, width, 0, 0, height, width},
                Shape.of(1, Conditioning.TextTime.TIME_IDS));
    }
}
