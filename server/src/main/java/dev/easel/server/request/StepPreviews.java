package dev.easel.server.request;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.Fitting;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.RgbImage;
import dev.easel.pipeline.PreviewMethod;
import dev.easel.pipeline.PreviewPace;
import dev.easel.pipeline.StepProgress;
import dev.easel.server.job.JobState.Generating;
import dev.easel.server.job.JobState.Preview;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The previews of one job: each state has the newest, so that who looks seldom sees it too. Of all
 * of them one is in memory.
 */
final class StepPreviews {
    private static final int MOST_SIDE = 512;
    private static final Fitting SIZES = new Fitting(1, 1, MOST_SIDE, (long) MOST_SIDE * MOST_SIDE);

    private final PreviewPace pace;
    private Optional<Preview> newest = Optional.empty();

    /**
     * Begins with none.
     *
     * @param clock nanoseconds from any time on
     */
    StepPreviews(LongSupplier clock) {
        this.pace = new PreviewPace(clock);
    }

    /** {@return how far the work is after a step} */
    Generating after(StepProgress step) {
        if (pace.isTime()) {
            int number = newest.map(Preview::number).orElse(0) + 1;
            newest = Optional.of(new Preview(number, jpeg(step.preview(PreviewMethod.AUTO))));
        }
        return new Generating(step.fraction(), step.step(), step.steps(), newest);
    }

    private static byte[] jpeg(RgbImage picture) {
        return ImageCodec.encode(SIZES.fit(picture).image(), Encoding.of(ImageFormat.JPEG));
    }
}
