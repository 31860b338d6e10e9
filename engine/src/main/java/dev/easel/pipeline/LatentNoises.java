package dev.easel.pipeline;

import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;

import java.util.List;

/** The noises of the pictures of one request, one generator each; closed when all are made. */
record LatentNoises(List<LatentNoise> each) implements AutoCloseable {
    LatentNoises {
        each = List.copyOf(each);
    }

    /** {@return one for each seed} */
    static LatentNoises seeded(List<Long> seeds, Shape shape, Device device) {
        return new LatentNoises(
                seeds.stream().map(seed -> new LatentNoise(seed, shape, device)).toList());
    }

    @Override
    public void close() {
        each.forEach(LatentNoise::close);
    }
}
