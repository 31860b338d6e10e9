package dev.easel.server.request;

import dev.easel.pictures.Rectangle;
import dev.easel.pictures.Resampling;
import dev.easel.pictures.RgbImage;
import dev.easel.server.request.GenerationRequest.Frame;

/** Brings pictures to the size of a frame, in the three ways of A1111's {@code resize_mode}. */
record Framing(Frame frame) {
    private static final int CHANNELS = 3;

    /** {@return the picture in the frame's size} */
    RgbImage apply(RgbImage image) {
        int width = frame.width();
        int height = frame.height();
        double across = (double) width / image.width();
        double down = (double) height / image.height();
        return switch (frame.fit()) {
            case STRETCH -> Resampling.LANCZOS.resize(image, width, height);
            case CROP -> {
                var covering = scaled(image, Math.max(across, down));
                int x = Math.max(0, (covering.width() - width) / 2);
                int y = Math.max(0, (covering.height() - height) / 2);
                yield resized(
                        covering.crop(
                                new Rectangle(
                                        x,
                                        y,
                                        Math.min(width, covering.width()),
                                        Math.min(height, covering.height()))));
            }
            case FILL -> filled(scaled(image, Math.min(across, down)));
        };
    }

    private static RgbImage scaled(RgbImage image, double scale) {
        return Resampling.LANCZOS.resize(
                image,
                Math.max(1, (int) Math.round(image.width() * scale)),
                Math.max(1, (int) Math.round(image.height() * scale)));
    }

    /** A side that rounding has left a pixel short. */
    private RgbImage resized(RgbImage image) {
        return Resampling.LANCZOS.resize(image, frame.width(), frame.height());
    }

    private RgbImage filled(RgbImage inner) {
        int left = (frame.width() - inner.width()) / 2;
        int top = (frame.height() - inner.height()) / 2;
        byte[] from = inner.toBytes();
        var to = new byte[frame.width() * frame.height() * CHANNELS];
        for (int y = 0; y < frame.height(); y++) {
            int row = Math.clamp(y - top, 0, inner.height() - 1) * inner.width();
            for (int x = 0; x < frame.width(); x++) {
                int source = (row + Math.clamp(x - left, 0, inner.width() - 1)) * CHANNELS;
                System.arraycopy(from, source, to, (y * frame.width() + x) * CHANNELS, CHANNELS);
            }
        }
        return RgbImage.of(frame.width(), frame.height(), to);
    }
}
