package dev.easel.vae;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Downsample;
import dev.easel.nn.ResnetBlock;
import dev.easel.nn.Upsample;
import dev.easel.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The levels of an encoder and of a decoder: residual blocks, then another resolution. */
final class ResolutionStages {
    private ResolutionStages() {}

    /** {@return the encoder's; each but the last halves height and width} */
    static List<ResolutionStage> down(Weights encoder, VaeConfig config) {
        var channels = config.channels();
        return IntStream.range(0, channels.size())
                .mapToObj(i -> {
                    var level = encoder.at("down_blocks").at(i);
                    int in = channels.get(Math.max(i - 1, 0));
                    int out = channels.get(i);
                    var blocks = resnets(level, config.layersPerBlock(), config.resnet(in, out));
                    Optional<UnaryOperator<Tensor>> resampling =
                            i == channels.size() - 1
                                    ? Optional.empty()
                                    : Optional.of(
                                            Downsample.asymmetric(level.at("downsamplers.0"), out)
                                                    ::forward);
                    return new ResolutionStage(blocks, resampling);
                })
                .toList();
    }

    /** {@return the decoder's; each but the last doubles height and width} */
    static List<ResolutionStage> up(Weights decoder, VaeConfig config) {
        var channels = config.channels().reversed();
        return IntStream.range(0, channels.size())
                .mapToObj(i -> {
                    var level = decoder.at("up_blocks").at(i);
                    int in = channels.get(Math.max(i - 1, 0));
                    int out = channels.get(i);
                    var blocks =
                            resnets(level, config.layersPerBlock() + 1, config.resnet(in, out));
                    Optional<UnaryOperator<Tensor>> resampling =
                            i == channels.size() - 1
                                    ? Optional.empty()
                                    : Optional.of(
                                            new Upsample(level.at("upsamplers.0"), out)::forward);
                    return new ResolutionStage(blocks, resampling);
                })
                .toList();
    }

    private static List<UnaryOperator<Tensor>> resnets(
            Weights level, int count, ResnetBlock.Config first) {
        var others =
                new ResnetBlock.Config(
                        first.out(), first.out(), first.groups(), first.eps(), first.timeWidth());
        List<UnaryOperator<Tensor>> layers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            layers.add(
                    new ResnetBlock(level.at("resnets").at(i), i == 0 ? first : others)::forward);
        }
        return layers;
    }
}
