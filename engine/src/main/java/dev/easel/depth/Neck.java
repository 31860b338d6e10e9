package dev.easel.depth;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Conv2d;
import dev.easel.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Joins the backbone's first two feature maps and some of the transformer's hidden states
 * (transformers {@code DPTNeck}).
 */
final class Neck {
    /** How many feature maps are taken from the backbone as they are. */
    static final int DIRECT = 2;

    private final List<Reassembly> reassemblies;
    private final List<Conv2d> convs;
    private final FusionStage fusion;

    Neck(Weights weights, DepthConfig config) {
        var taps = config.taps();
        var reassembly = weights.at("reassemble_stage");
        reassemblies =
                IntStream.range(0, taps.size())
                        .mapToObj(i ->
                                new Reassembly(
                                        reassembly, DIRECT + i, taps.get(i), config.transformer()))
                        .toList();
        var channels = config.neckChannels();
        convs =
                IntStream.range(0, channels.size())
                        .mapToObj(i ->
                                Conv2d.unbiased(
                                        weights.at("convs").at(i),
                                        channels.get(i),
                                        config.fusionWidth(),
                                        3))
                        .toList();
        fusion = new FusionStage(weights.at("fusion_stage"), channels.size(), config.fusionWidth());
    }

    /**
     * {@return the fused maps, [batch, fusion width, ..], the last one half of the picture's height
     * and width}
     *
     * @param maps of the backbone's stages
     * @param states after each of the transformer's layers
     */
    List<Tensor> forward(List<Tensor> maps, List<Tensor> states) {
        return fusion.forward(convolve(reassemble(maps, states)).reversed());
    }

    /** {@return the feature maps to be fused, the finest first} */
    List<Tensor> reassemble(List<Tensor> maps, List<Tensor> states) {
        List<Tensor> all = new ArrayList<>(maps.subList(0, DIRECT));
        reassemblies.forEach(r -> all.add(r.forward(states, maps.getLast())));
        return all;
    }

    /** {@return the maps convolved to the fusion width} */
    List<Tensor> convolve(List<Tensor> maps) {
        return IntStream.range(0, maps.size())
                .mapToObj(i -> convs.get(i).forward(maps.get(i)))
                .toList();
    }
}
