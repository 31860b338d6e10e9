package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.WeightSource;
import dev.easel.tensor.Shape;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a file's tensors say of the UNet's configuration.
 *
 * @param inChannels latents, and a mask or depths beside them
 * @param guidanceWidth of the embedding of a guidance scale, which LCM's UNets have
 * @param marks on tensors that Easel passes over although they mean something
 */
record StatedUNet(int inChannels, Optional<Integer> guidanceWidth, List<String> marks) {
    private static final List<String> FIRST_CONVOLUTION =
            List.of("input_blocks.0.0.weight", "conv_in.weight");
    private static final List<String> GUIDANCE_EMBEDDING =
            List.of("time_embed.cond_proj.weight", "time_embedding.cond_proj.weight");

    StatedUNet {
        marks = List.copyOf(marks);
    }

    /**
     * {@return what a file says}
     *
     * @param prefix of the names of the UNet's tensors
     */
    static StatedUNet of(WeightSource file, String prefix) {
        String first = prefix + FIRST_CONVOLUTION.getFirst();
        return new StatedUNet(
                size(file, present(file, prefix, FIRST_CONVOLUTION).findFirst().orElse(first), 4),
                present(file, prefix, GUIDANCE_EMBEDDING)
                        .findFirst()
                        .map(key -> size(file, key, 2)),
                file.has("ztsnr")
                        ? List.of("it has a mark ztsnr, for noise levels that Easel lacks")
                        : List.of());
    }

    private static Stream<String> present(WeightSource file, String prefix, List<String> names) {
        return names.stream().map(prefix::concat).filter(file::has);
    }

    private static int size(WeightSource file, String key, int rank) {
        var shape = file.shape(key, Shape.of());
        if (shape.rank() != rank || shape.size(1) < 1 || shape.size(1) > Short.MAX_VALUE) {
            throw new CheckpointException(
                    "%s: the tensor %s has the shape %s; expected %d sizes of at least 1"
                            .formatted(file.name(), key, shape, rank));
        }
        return (int) shape.size(1);
    }

    /** {@return a UNet's configuration with what is said here} */
    JsonConfig in(JsonConfig settings) {
        var unet = settings.with("in_channels", inChannels);
        return guidanceWidth.isPresent()
                ? unet.with("time_cond_proj_dim", guidanceWidth.get())
                : unet;
    }
}
