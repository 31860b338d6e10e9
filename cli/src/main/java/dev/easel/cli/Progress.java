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
     * @param secondsPerStep so far
     */
    record Step(int picture, int pictures, int step, int steps, double secondsPerStep) {
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

        /**
         * {@return for example {@code picture 2/4, step 12/30, 0.52 s/step, 9 s left}} Behind a
         * picture's last step its decoding follows, of which nobody knows how long it takes.
         */
        String words() {
            String left = Durations.rough(secondsLeft()) + " left";
            String which = pictures == 1 ? "" : "picture %d/%d, ".formatted(picture, pictures);
            return "%sstep %d/%d, %s/step, %s"
                    .formatted(
                            which,
                            step,
                            steps,
                            Durations.precise(secondsPerStep),
                            isLastOfPicture() ? "decoding" : left);
        }
    }
}
