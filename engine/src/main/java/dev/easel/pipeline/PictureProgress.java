package dev.easel.pipeline;

import dev.easel.sampling.StepObserver;
import dev.easel.tensor.Tensor;

/**
 * Tells the caller's listener of the steps of one picture, and ends the picture where the thread
 * that makes it was interrupted.
 */
record PictureProgress(int picture, int pictures, Previews previews, StepListener listener)
        implements StepObserver {

    @Override
    public void onStep(int step, int steps, double sigma, Tensor x, Tensor denoised) {
        listener.onStep(
                new StepProgress(
                        picture,
                        pictures,
                        step + 1,
                        steps,
                        sigma,
                        method -> previews.by(method).apply(denoised)));
        Interrupts.check();
    }
}
