package dev.easel.pipeline;

import dev.easel.pictures.RgbImage;
import dev.easel.sampling.StepObserver;
import dev.easel.tensor.Tensor;

import java.util.function.Function;

/**
 * Tells the caller's listener of the steps of one picture, and ends the picture where the thread
 * that makes it was interrupted.
 */
record PictureProgress(
        int picture, int pictures, Function<Tensor, RgbImage> decoder, StepListener listener)
        implements StepObserver {

    @Override
    public void onStep(int step, int steps, double sigma, Tensor x, Tensor denoised) {
        listener.onStep(
                new StepProgress(
                        picture, pictures, step + 1, steps, sigma, () -> decoder.apply(denoised)));
        Interrupts.check();
    }
}
