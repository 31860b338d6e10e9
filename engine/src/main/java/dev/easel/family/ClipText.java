package dev.easel.family;

import dev.easel.model.Conditioning;
import dev.easel.model.DeviceTurns;
import dev.easel.model.TextStage;
import dev.easel.net.unet.UNetConfig;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.text.Prompt;
import dev.easel.text.PromptEmbedding;
import dev.easel.text.clip.PromptEncoder;

import java.util.List;

/** CLIP's text models, and what becomes of their result for a UNet. Takes the device's turn. */
record ClipText(PromptEncoder encoder, UNetConfig unet, DeviceTurns turns) implements TextStage {
    @Override
    public Encoded encode(Prompt prompt) {
        var both = turns.inTurn(() -> encoder.encode(prompt));
        var pair = List.of(both.negative(), both.positive());
        return (guided, width, height) ->
                conditioning(guided ? pair : List.of(both.positive()), width, height);
    }

    private Conditioning conditioning(List<PromptEmbedding> batch, int width, int height) {
        Tensor context = Tensor.cat(batch.stream().map(PromptEmbedding::context).toList(), 0);
        if (unet.pooledWidth().isEmpty()) {
            return new Conditioning.CrossAttention(context);
        }
        List<Tensor> pooled = batch.stream().map(e -> e.pooled().orElseThrow()).toList();
        return new Conditioning.TextTime(
                context, Tensor.cat(pooled, 0), timeIds(width, height).expand(batch.size(), -1));
    }

    /** SDXL's micro-conditioning (Podell et al. 2023, 2.2): original size, crop, target size. */
    private static Tensor timeIds(float width, float height) {
        return Tensor.of(
                new float[] {height, width, 0, 0, height, width},
                Shape.of(1, Conditioning.TextTime.TIME_IDS));
    }
}
