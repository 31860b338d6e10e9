package dev.easel.net.unet;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.model.Conditioning;
import dev.easel.nn.ResnetBlock;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The sizes of a {@link UNet}.
 *
 * @param inChannels of the sample: those of the latents, one more where a depth map is added
 * @param levels the widest first
 * @param midBlock whether there is a block below the last level
 * @param layersPerBlock on the way down; on the way up there is one more
 * @param contextWidth of the text's embedding
 * @param groups that normalisations make of the channels
 * @param eps of these normalisations
 * @param linearProjection whether transformers' projections are stored as linear layers
 * @param symmetricDownsampling whether downsampling pads all sides, not right and bottom alone
 * @param timeEmbeddingWidth of the vector that carries the time
 * @param cosineFirst whether the time's cosines stand before its sines
 * @param frequencyShift taken from the number of the time's frequencies when they are spread
 * @param guidanceWidth of the waves that the guidance scale becomes, where the network is told it
 * @param textTime widths of what SDXL adds to the time
 */
public record UNetConfig(
        int inChannels,
        int outChannels,
        List<Level> levels,
        boolean midBlock,
        int layersPerBlock,
        int contextWidth,
        int groups,
        double eps,
        boolean linearProjection,
        boolean symmetricDownsampling,
        int timeEmbeddingWidth,
        boolean cosineFirst,
        double frequencyShift,
        OptionalInt guidanceWidth,
        Optional<TextTimeWidths> textTime) {

    /**
     * What the blocks of one resolution are like.
     *
     * @param attentionDown whether layers on the way down have a transformer
     * @param attentionUp whether layers on the way up have one
     * @param heads of its attentions
     * @param depth its blocks
     */
    record Level(int channels, boolean attentionDown, boolean attentionUp, int heads, int depth) {

        boolean hasAttention() {
            return attentionDown || attentionUp;
        }
    }

    /**
     * The widths of what SDXL adds to the time.
     *
     * @param perTimeId of the waves that each of the time ids becomes
     * @param input of the text's summary and all waves together
     */
    record TextTimeWidths(int perTimeId, int input) {}

    public UNetConfig {
        levels = List.copyOf(levels);
    }

    /**
     * {@return what a diffusers {@code unet/config.json} says; absent keys have diffusers'
     * defaults}
     *
     * @throws CheckpointException where it describes a network that {@link UNet} is not
     */
    public static UNetConfig read(JsonConfig config) {
        return new UNetConfigReader(config).read();
    }

    /**
     * {@return the transformers of a level}
     *
     * @param attention whether it has any
     */
    Optional<SpatialTransformer.Config> transformer(int index, boolean attention) {
        var level = levels.get(index);
        boolean widest = levels.subList(0, index).stream().noneMatch(Level::hasAttention);
        return attention
                ? Optional.of(
                        new SpatialTransformer.Config(
                                level.channels,
                                level.heads,
                                level.depth,
                                contextWidth,
                                groups,
                                linearProjection,
                                widest))
                : Optional.empty();
    }

    /** {@return the width of the text's summary that the network asks for (SDXL)} */
    public OptionalInt pooledWidth() {
        return textTime.stream()
                .mapToInt(w -> w.input() - Conditioning.TextTime.TIME_IDS * w.perTimeId())
                .findFirst();
    }

    /**
     * {@return the floating-point operations of one call, a multiply-add being two}
     *
     * @param tokens of the text, whose keys and values are cached
     */
    public double callFlops(int batch, int latentHeight, int latentWidth, int tokens) {
        return new UNetFlops(this, batch, latentHeight, latentWidth, tokens).call();
    }

    /** {@return those of the keys and values of the text} */
    public double keyValueFlops(int batch, int tokens) {
        return new UNetFlops(this, batch, 1, 1, tokens).keyValues();
    }

    Sinusoid waves(int width) {
        return new Sinusoid(width, cosineFirst, frequencyShift);
    }

    ResnetBlock.Config resnet(int in, Level level) {
        return new ResnetBlock.Config(
                in, level.channels(), groups, eps, OptionalInt.of(timeEmbeddingWidth));
    }
}
