package dev.easel.vae;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Downsample;
import dev.easel.nn.ResnetBlock;
import dev.easel.nn.Sequence.Layer;
import dev.easel.nn.Upsample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The stages of an encoder and of a decoder: residual blocks, then another resolution. */
final class ResolutionStages {
    private ResolutionStages() {}

    /** {@return the encoder's; each but the last halves height and width} */
    static List<ResolutionStage> down(Weights encoder, VaeConfig config) {
        var channels = config.channels();
        return IntStream.range(0, channels.size())
                .mapToObj(i -> {
                    var stage = encoder.at("down_blocks").at(i);
                    int in = channels.get(Math.max(i - 1, 0));
                    int out = channels.get(i);
                    var blocks = resnets(stage, config.layersPerBlock(), config.resnet(in, out));
                    Optional<Layer> resampling =
                            i == channels.size() - 1
                                    ? Optional.empty()
                                    : Optional.of(halving(stage, out));
                    return new ResolutionStage(blocks, resampling);
                })
                .toList();
    }

    /** {@return the decoder's; each but the last doubles height and width} */
    static List<ResolutionStage> up(Weights decoder, VaeConfig config) {
        var channels = config.channels().reversed();
        return IntStream.range(0, channels.size())
                .mapToObj(i -> {
                    var stage = decoder.at("up_blocks").at(i);
                    int in = channels.get(Math.max(i - 1, 0));
                    int out = channels.get(i);
                    var blocks =
                            resnets(stage, config.layersPerBlock() + 1, config.resnet(in, out));
                    Optional<Layer> resampling =
                            i == channels.size() - 1
                                    ? Optional.empty()
                                    : Optional.of(doubling(stage, out));
                    return new ResolutionStage(blocks, resampling);
                })
                .toList();
    }

    private static Layer halving(Weights stage, int channels) {
        return Layer.of(Downsample.asymmetric(stage.at("downsamplers.0"), channels)::forward);
    }

    private static Layer doubling(Weights stage, int channels) {
        return Layer.of(new Upsample(stage.at("upsamplers.0"), channels)::forward);
    }

    private static List<Layer> resnets(Weights stage, int count, ResnetBlock.Config first) {
        var others =
                new ResnetBlock.Config(
                        first.out(), first.out(), first.groups(), first.eps(), first.timeWidth());
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            layers.add(
                    new ResnetBlock(stage.at("resnets").at(i), i == 0 ? first : others)::forward);
        }
        return layers;
    }
}
