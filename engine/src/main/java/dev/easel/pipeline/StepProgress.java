package dev.easel.pipeline;

import dev.easel.pictures.RgbImage;

import java.util.function.Function;

/**
 * A step that was made.
 *
 * @param picture which of the request's pictures, from 0
 * @param pictures how many there will be
 * @param step how many steps of this picture are made, from 1
 * @param steps how many it will have
 * @param sigma the noise that was taken on by this step, in standard deviations
 * @param previewSource shows what the picture would be now; of use during the call alone
 */
public record StepProgress(
        int picture,
        int pictures,
        int step,
        int steps,
        double sigma,
        Function<PreviewMethod, RgbImage> previewSource) {

    /** {@return the part of the request's steps that are made, above 0, at most 1} */
    public double fraction() {
        return (picture + (double) step / steps) / pictures;
    }

    /**
     * {@return the picture that the network expects at this step, in full size} Takes as long as a
     * VAE decoding, and only where it is called.
     */
    public RgbImage preview() {
        return preview(PreviewMethod.FULL);
    }

    /**
     * {@return the same by another method, which may be rougher, smaller and quicker} Takes time
     * only where it is called.
     *
     * @throws IllegalArgumentException where the method needs weights that are not there
     * @throws dev.easel.checkpoint.CheckpointException where they are broken
     */
    public RgbImage preview(PreviewMethod method) {
        return previewSource.apply(method);
    }

    /** {@return the same step of a picture that is made in several passes} */
    StepProgress of(int whichPicture, int allPictures, int stepsBefore, int allSteps) {
        return new StepProgress(
                whichPicture, allPictures, stepsBefore + step, allSteps, sigma, previewSource);
    }
}
