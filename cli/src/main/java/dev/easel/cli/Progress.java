package dev.easel.cli;

import java.util.function.LongSupplier;

/** Shows how far the work is. */
sealed interface Progress extends AutoCloseable permits ProgressBar, ProgressLines, NoProgress {
    /** {@return what suits the terminal} */
    static Progress on(Terminal terminal, boolean quiet) {
        LongSupplier clock = System::nanoTime;
        if (quiet) {
            return new NoProgress();
        }
        return terminal.redraws()
                ? new ProgressBar(terminal)
                : new ProgressLines(terminal.err(), clock);
    }

    /** Says what is going on before the first step. */
    void stage(String words);

    /** Says that a step was made. */
    void step(Step step);

    /**
     * Says how much is done of what has no steps.
     *
     * @param fraction from 0 to 1
     */
    void share(double fraction, String words);

    /** Takes away what is shown in passing. */
    void clear();

    @Override
    default void close() {
        clear();
    }

    /**
     * How far the work is.
     *
     * @param picture counted from 1
     * @param step of this picture, counted from 1
     * @param unit what a step is called
     * @param after what follows a picture's last step, of which nobody knows how long it takes
     * @param secondsPerStep so far
     */
    record Step(
            int picture,
            int pictures,
            int step,
            int steps,
            double secondsPerStep,
            String unit,
            String after) {
        /** {@return a step of sampling} */
        static Step of(int picture, int pictures, int step, int steps, double secondsPerStep) {
            return new Step(picture, pictures, step, steps, secondsPerStep, "step", "decoding");
        }

        /** {@return a tile of upscaling} */
        static Step tile(int tile, int tiles, double secondsPerTile) {
            return new Step(1, 1, tile, tiles, secondsPerTile, "tile", "writing");
        }

        double fraction() {
            return (double) stepsDone() / ((long) pictures * steps);
        }

        double secondsLeft() {
            return ((long) pictures * steps - stepsDone()) * secondsPerStep;
        }

        boolean isLastOfPicture() {
            return step == steps;
        }

        private long stepsDone() {
            return (long) (picture - 1) * steps + step;
        }

        /** {@return for example {@code picture 2/4, step 12/30, 0.52 s/step, 9 s left}} */
        String words() {
            String left = Durations.rough(secondsLeft()) + " left";
            String which = pictures == 1 ? "" : "picture %d/%d, ".formatted(picture, pictures);
            return "%s%s %d/%d, %s/%s, %s"
                    .formatted(
                            which,
                            unit,
                            step,
                            steps,
                            Durations.precise(secondsPerStep),
                            unit,
                            isLastOfPicture() ? after : left);
        }
    }
}
