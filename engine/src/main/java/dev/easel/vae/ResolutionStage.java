package dev.easel.vae;

import dev.easel.nn.Sequence;
import dev.easel.nn.Sequence.Layer;
import dev.easel.tensor.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The blocks of one resolution and the step to the next.
 *
 * @param resampling doubles or halves height and width; absent on the last stage
 */
record ResolutionStage(List<Layer> blocks, Optional<Layer> resampling) {
    ResolutionStage {
        blocks = List.copyOf(blocks);
    }

    Tensor forward(Tensor x) {
        return new Sequence(Stream.concat(blocks.stream(), resampling.stream()).toList())
                .forward(x);
    }
}
