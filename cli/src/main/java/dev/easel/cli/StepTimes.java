package dev.easel.cli;

import dev.easel.pipeline.StepListener;
import dev.easel.pipeline.StepProgress;

/** Follows the steps of several pictures, one after the other: shows them and stops them. */
final class StepTimes implements StepListener {
    private final int pictures;
    private final Progress progress;
    private final Interruption interruption;
    private final StepListener next;
    private int picture;
    private Stopwatch sinceStep = new Stopwatch();
    private double firstSeconds;
    private double laterSeconds;
    private int laterSteps;

    /**
     * Begins before the first picture.
     *
     * @param next told of each step after it was shown
     */
    StepTimes(int pictures, Progress progress, Interruption interruption, StepListener next) {
        this.pictures = pictures;
        this.progress = progress;
        this.interruption = interruption;
        this.next = next;
    }

    /** Says that the work on the next picture begins. */
    void nextPicture() {
        interruption.check();
        picture++;
        sinceStep = new Stopwatch();
    }

    /** Says that a picture is complete: what is shown in passing makes room for its path. */
    void pictureMade() {
        progress.clear();
        interruption.check();
    }

    @Override
    public void onStep(StepProgress step) {
        if (step.step() == 1) {
            firstSeconds = sinceStep.lap();
        } else {
            laterSeconds += sinceStep.lap();
            laterSteps++;
        }
        progress.step(
                Progress.Step.of(picture, pictures, step.step(), step.steps(), secondsPerStep()));
        interruption.check();
        next.onStep(step);
    }

    /**
     * {@return the mean over all steps but the first of each picture, whose time has the reading of
     * the prompt in it}
     */
    double secondsPerStep() {
        return laterSteps == 0 ? firstSeconds : laterSeconds / laterSteps;
    }
}
