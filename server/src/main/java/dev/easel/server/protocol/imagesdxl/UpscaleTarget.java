package dev.easel.server.protocol.imagesdxl;

import dev.easel.pipeline.TargetSize;

/** How large an upscaled picture shall become. */
record UpscaleTarget(TargetSize size) {
    private static final int USUAL_FACTOR = 2;

    /**
     * {@return the size that a request asks for} A side alone keeps the aspect, both are what the
     * picture must fit within, none doubles it. The pages of the original always send 512x512: that
     * pair is none.
     */
    static UpscaleTarget of(SdxlRequest request) {
        int width = request.width().orElse(0);
        int height = request.height().orElse(0);
        boolean usualPair = width == Parameters.SIDE && height == Parameters.SIDE;
        if (usualPair || (width == 0 && height == 0)) {
            return new UpscaleTarget(new TargetSize.Scale(USUAL_FACTOR));
        }
        if (height == 0) {
            return new UpscaleTarget(new TargetSize.Width(width));
        }
        return new UpscaleTarget(
                width == 0 ? new TargetSize.Height(height) : new TargetSize.Within(width, height));
    }

    /** {@return the sides of what becomes of a picture} */
    TargetSize.Pixels of(int width, int height) {
        return size.of(width, height);
    }
}
