package dev.easel.cli;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFiles;
import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.Resampling;
import dev.easel.pictures.RgbImage;
import dev.easel.pipeline.PreviewMethod;
import dev.easel.pipeline.PreviewPace;
import dev.easel.pipeline.StepListener;
import dev.easel.pipeline.StepProgress;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/** Writes what a picture will be like into a file, again and again: whole or not at all. */
final class PreviewFile implements StepListener {
    /** Smaller ones are enlarged to at most this side, for programs that show them as they are. */
    private static final int LEAST_SIDE = 256;

    private final Path file;
    private final ImageFormat format;
    private final PreviewMethod method;
    private final PreviewPace pace;

    PreviewFile(Path file, ImageFormat format, PreviewMethod method, LongSupplier clock) {
        this.file = file;
        this.format = format;
        this.method = method;
        this.pace = new PreviewPace(clock);
    }

    @Override
    public void onStep(StepProgress step) {
        if (pace.isTime()) {
            var picture = enlarged(step.preview(method));
            byte[] content = ImageCodec.encode(picture, Encoding.of(format));
            PreviewOptions.writing(() -> ImageFiles.write(file, content));
        }
    }

    private static RgbImage enlarged(RgbImage picture) {
        int factor = LEAST_SIDE / Math.max(picture.width(), picture.height());
        return factor < 2
                ? picture
                : Resampling.BICUBIC.resize(
                        picture, factor * picture.width(), factor * picture.height());
    }
}
