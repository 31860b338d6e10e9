package dev.easel.model;

import dev.easel.tensor.Tensor;

/**
 * The network that predicts the noise, or another sign of it, in noisy latents: a UNet, later a
 * diffusion transformer. Thread-safe. Its calls take the device's turn one by one, so that pictures
 * that are made at the same time share the device.
 */
public interface Backbone {
    /**
     * {@return what the calls for one request have in common, computed once (the keys and values of
     * the text, the embedding of the sizes), in the innermost scope}
     *
     * @throws IllegalArgumentException where the conditioning is not of the network's kind
     */
    Prepared prepare(Conditioning conditioning);

    /** A conditioning that is prepared for any number of runs. */
    @FunctionalInterface
    interface Prepared {
        /** {@return a run for one picture, to be closed} */
        Run run(RunOptions options);
    }

    /** The calls that make one picture, by one thread. */
    interface Run extends AutoCloseable {
        /**
         * {@return a prediction for each of the conditioning's batch, [batch, channels, height,
         * width], float32, in the innermost scope}
         *
         * @param x the latents as the network was trained on them, [1, channels, height, width]
         * @param time in the network's own measure, such as the timestep
         */
        Tensor predict(Tensor x, double time);

        /**
         * {@return the prediction for the last of the conditioning's batch alone, [1, ..]} That is
         * the positive prompt's: all that is needed while there is no guidance.
         */
        Tensor predictLast(Tensor x, double time);

        /** Frees what the run has cached. */
        @Override
        void close();
    }
}
