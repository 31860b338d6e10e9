package dev.easel.net.unet;

import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbers as waves of falling frequency, in float32 throughout (diffusers {@code
 * get_timestep_embedding}; "Attention Is All You Need", section 3.5).
 *
 * @param width of the result, even
 * @param cosineFirst whether the cosines stand before the sines
 * @param frequencyShift taken from the number of frequencies when they are spread
 */
record Sinusoid(int width, boolean cosineFirst, double frequencyShift) {
    private static final double LONGEST_PERIOD = 10_000;

    /** {@return the waves of {@code numbers} [n]: [n, width], float32} */
    Tensor of(Tensor numbers) {
        Tensor angles = numbers.unsqueeze(1).mul(frequencies().to(numbers.device()).unsqueeze(0));
        return Tensor.cat(
                cosineFirst
                        ? List.of(angles.cos(), angles.sin())
                        : List.of(angles.sin(), angles.cos()),
                1);
    }

    private Tensor frequencies() {
        int count = width / 2;
        float[] index = new float[count];
        IntStream.range(0, count).forEach(i -> index[i] = i);
        return Tensor.of(index, Shape.of(count))
                .mul(-Math.log(LONGEST_PERIOD))
                .div(count - frequencyShift)
                .exp();
    }
}
