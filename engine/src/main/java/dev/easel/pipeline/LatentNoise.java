package dev.easel.pipeline;

import dev.easel.sampling.NoiseSource;
import dev.easel.tensor.Device;
import dev.easel.tensor.Rng;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

/**
 * The noise of one picture, in the order that diffusers and k-diffusion draw it from one CPU
 * generator: first what the picture starts from, then what samplers add. A picture's noise depends
 * on its seed alone, not on the pictures beside it.
 */
final class LatentNoise implements NoiseSource, AutoCloseable {
    private final Rng rng;
    private final Shape shape;
    private final Device device;

    /**
     * Begins the noise of a picture.
     *
     * @param shape [1, channels, height / factor, width / factor]
     */
    LatentNoise(long seed, Shape shape, Device device) {
        this.rng = Rng.seeded(seed);
        this.shape = shape;
        this.device = device;
    }

    @Override
    public Tensor next() {
        return rng.normal(shape).to(device);
    }

    @Override
    public void close() {
        rng.close();
    }
}
